package io.millrace.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Starts the jar as a user does: in a JVM of its own, without an option. */
class FatJarITCase {

  private static final Path JAR = Path.of("target", "job-examples.jar");

  @TempDir
  private Path folder;

  @Test
  void runsAJobOnAFlinkOfItsOwn() throws Exception {
    assumeTrue(Files.exists(JAR), "the jar is made by the phase package");
    Path input = Files.writeString(
        folder.resolve("input.jsonl"), "{\"id\":\"one\",\"text\":\"Write to a@example.com!\"}\n");
    Path output = folder.resolve("output");

    assertThat(java("backfill", "--input", input.toString(), "--output", output.toString()))
        .isEqualTo(
            "1 lines, 1 requests answered, 1 entities, 0 dead letters" + System.lineSeparator());

    try (Stream<Path> files = Files.list(output)) {
      assertThat(files)
          .singleElement()
          .satisfies(file ->
              assertThat(file).content().contains("\"masked\":\"Write to [EMAIL_ADDRESS]!\""));
    }
  }

  @Test
  void helps() throws Exception {
    assumeTrue(Files.exists(JAR), "the jar is made by the phase package");

    assertThat(java("--help"))
        .contains("entities", "backfill", "chat", "train", "produce", "quickstart");
  }

  private static String java(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(
        List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-jar"));
    command.add(JAR.toString());
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command)
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as("exit status of " + command).isZero();
    return out;
  }
}
