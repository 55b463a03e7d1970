package io.millrace.benchmarks.soak;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** The soak is alive. The long one is run by hand; docs/faults.md has its table. */
class SoakITCase {

  @ParameterizedTest
  @CsvSource({"heap, kill-task-manager;poison", "rocksdb, kill-task-manager;duplicates;retries"})
  void aShortOneWithOneKillLosesDuplicatesAndFalsifiesNothing(String backend, String kinds)
      throws Exception {
    Path folder = Files.createTempDirectory(Path.of("target"), "soak-");
    int faults = kinds.split(";", -1).length;
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int status = new CommandLine(new SoakCommand())
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(
            "--faults=" + faults,
            "--seed=1",
            "--only=" + kinds.replace(';', ','),
            "--backend=" + backend,
            "--folder=" + folder);

    assertThat(status).as(err + "\n" + out).isZero();
    assertThat(out.toString().replaceAll(" +", " "))
        .contains("| kill -9 a TaskManager | 1 |")
        .contains("| **faults** | " + faults + " |")
        .doesNotContain("| written again | 0 |")
        .contains("| **surplus** | 0 |")
        .contains("| **lost** | 0 |")
        .contains("| **duplicated after dedup** | 0 |")
        .contains("| **wrong** | 0 |")
        .contains("state on " + backend.toUpperCase(Locale.ROOT) + " |");
  }
}
