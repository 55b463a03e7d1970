package io.millrace.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class BenchmarksTest {

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void saysWhichCommandsThereAre() {
    assertThat(run()).isEqualTo(2);
    assertThat(err.toString()).startsWith("a command is needed, one of table");
  }

  @Test
  void refusesARowThatThereIsNot() {
    assertThat(run("table", "--rows", "2,14")).isEqualTo(2);
    assertThat(err.toString()).startsWith("--rows must be among 1 to 13 but has 14");
  }

  @Test
  void refusesNoRounds() {
    assertThat(run("table", "--repeats", "0")).isEqualTo(2);
    assertThat(err.toString()).startsWith("repeats must be at least 1 but was 0");
  }

  @Test
  void refusesRunsThatAreTooShortToMeasure() {
    assertThat(run("table", "--seconds", "0.01")).isEqualTo(2);
    assertThat(err.toString()).startsWith("a run must last at least 100 ms but was PT0.01S");
  }

  @Test
  void explainsItsOptions() {
    assertThat(run("table", "--help")).isZero();
    assertThat(out.toString())
        .contains(
            "--rows",
            "--repeats",
            "--forks",
            "--seconds",
            "--short",
            "--full",
            "--svg",
            "--tsv",
            "--markdown");
  }

  private int run(String... args) {
    return Benchmarks.run(new PrintWriter(out, true), new PrintWriter(err, true), args);
  }
}
