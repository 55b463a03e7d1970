package io.millrace.benchmarks.soak;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** The soak is alive. The long one is run by hand; docs/faults.md has its table. */
class SoakITCase {

  @Test
  void aShortOneWithOneKillLosesDuplicatesAndFalsifiesNothing() throws Exception {
    Path folder = Files.createTempDirectory(Path.of("target"), "soak-");
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int status = new CommandLine(new SoakCommand())
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(
            "--faults=4",
            "--seed=1",
            "--only=kill-task-manager,poison,duplicates,retries",
            "--folder=" + folder);

    assertThat(status).as(err + "\n" + out).isZero();
    assertThat(out.toString().replaceAll(" +", " "))
        .contains("| kill -9 a TaskManager | 1 |")
        .contains("| **faults** | 4 |")
        .contains("| **lost** | 0 |")
        .contains("| **duplicated after dedup** | 0 |")
        .contains("| **wrong** | 0 |");
  }
}
