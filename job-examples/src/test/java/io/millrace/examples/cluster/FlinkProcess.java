package io.millrace.examples.cluster;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A JVM of a cluster: nothing on its class path but Flink, and a log that is kept. It ends with this process. */
final class FlinkProcess {

  private static final int SHOWN_LINES = 60;

  private final Process process;
  private final Path log;

  private FlinkProcess(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  /**
   * Starts it.
   *
   * @param folder of the cluster: has {@code conf}, and gets the log and temporary files
   * @param name of the log
   * @param mainClass one of Flink's
   * @param arguments its arguments
   */
  static FlinkProcess start(Path folder, String name, String mainClass, String... arguments)
      throws IOException {
    Path log = folder.resolve(name + ".log");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(flags(folder));
    command.addAll(List.of("-cp", FlinkLib.CLASS_PATH + File.pathSeparator + watcher(folder)));
    command.addAll(List.of(WithParent.class.getName(), mainClass));
    command.addAll(Arrays.asList(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
    builder.environment().put("FLINK_CONF_DIR", folder.resolve("conf").toString());
    return new FlinkProcess(builder.start(), log);
  }

  /** What Flink needs of this JDK is what this JVM was started with; the rest is for a small machine. */
  private static List<String> flags(Path folder) {
    List<String> flags = new ArrayList<>(List.of(
        "-Xmx512m",
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
        "-Djava.io.tmpdir=" + folder.resolve("tmp"),
        "-Dlog4j2.configurationFile=" + folder.resolve("conf").resolve("log4j2.properties")));
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(flag -> flag.startsWith("--") || flag.startsWith("-Dfile.encoding"))
        .forEach(flags::add);
    return flags;
  }

  /** A folder with one class: those of the tests and of the jobs must not be on the cluster's class path. */
  private static Path watcher(Path folder) throws IOException {
    Path root = folder.resolve("watcher");
    String name = WithParent.class.getName().replace('.', '/') + ".class";
    Path file = root.resolve(name);
    if (Files.notExists(file)) {
      Files.createDirectories(Objects.requireNonNull(file.getParent()));
      try (InputStream bytes = Objects.requireNonNull(
          WithParent.class.getClassLoader().getResourceAsStream(name), name)) {
        Files.copy(bytes, file);
      }
    }
    return root;
  }

  /** What the pattern's group holds in the first line of the log that has it; empty while there is none. */
  Optional<String> logged(Pattern pattern) {
    boolean alive = process.isAlive();
    Optional<String> found = find(pattern);
    if (!alive && found.isEmpty()) {
      throw new IllegalStateException(
          "the process ended with exit status " + process.exitValue() + ": " + lastLines());
    }
    return found;
  }

  private Optional<String> find(Pattern pattern) {
    return lines().stream()
        .map(pattern::matcher)
        .filter(Matcher::find)
        .map(found -> found.group(1))
        .findFirst();
  }

  /** The end of the log. */
  String lastLines() {
    List<String> lines = lines();
    return log + "\n"
        + String.join("\n", lines.subList(Math.max(0, lines.size() - SHOWN_LINES), lines.size()));
  }

  private List<String> lines() {
    try {
      return new String(Files.readAllBytes(log), StandardCharsets.UTF_8).lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits for its end, and returns the exit status. */
  int exitStatus() throws InterruptedException {
    return process.waitFor();
  }

  /** {@code kill -9}: no goodbye, no cleaning up. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }
}
