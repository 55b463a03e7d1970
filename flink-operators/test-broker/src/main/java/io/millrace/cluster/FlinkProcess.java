package io.millrace.cluster;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
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

/** A JVM of a cluster: nothing on its class path but what it was told, and a log that is kept. It ends with this process. */
public final class FlinkProcess {

  private static final int SHOWN_LINES = 60;

  /** From here on, a JDK says on every start that Flink reads memory through {@code sun.misc.Unsafe}. */
  private static final int WARNS_OF_UNSAFE = 24;

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
   * @param classPath where Flink's classes are
   * @param name of the log
   * @param mainClass one of Flink's
   * @param arguments its arguments
   */
  static FlinkProcess start(
      Path folder, String classPath, String name, String mainClass, List<String> arguments)
      throws IOException {
    Path log = folder.resolve(name + ".log");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(flags(folder));
    command.addAll(List.of("-cp", classPath + File.pathSeparator + watcher(folder)));
    command.addAll(List.of(WithParent.class.getName(), mainClass));
    command.addAll(arguments);
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
    builder.environment().put("FLINK_CONF_DIR", folder.resolve("conf").toString());
    return new FlinkProcess(builder.start(), log);
  }

  /** What Flink needs of a JDK, as its own scripts give it; the rest is for a small machine. */
  private static List<String> flags(Path folder) {
    List<String> flags = new ArrayList<>(List.of(
        "-Xmx512m",
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
        "-Dfile.encoding=UTF-8",
        "-Djava.io.tmpdir=" + folder.resolve("tmp"),
        "-Dlog4j2.configurationFile=" + folder.resolve("conf").resolve("log4j2.properties"),
        "--enable-native-access=ALL-UNNAMED"));
    for (String opened : Arrays.asList("java.util", "java.lang", "java.time")) {
      flags.add("--add-opens=java.base/" + opened + "=ALL-UNNAMED");
    }
    if (Runtime.version().feature() >= WARNS_OF_UNSAFE) {
      flags.add("--sun-misc-unsafe-memory-access=allow");
    }
    return flags;
  }

  /** A folder with one class: those of whoever starts the cluster need not be on its class path. */
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

  /**
   * What the pattern's group holds in the first line of the log that has it; empty while there is none.
   *
   * @throws IllegalStateException if the process has ended without such a line
   */
  public Optional<String> logged(Pattern pattern) {
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
  public String lastLines() {
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
  public int exitStatus() throws InterruptedException {
    return process.waitFor();
  }

  /** Whether it has not ended; one that is paused is alive. */
  public boolean isAlive() {
    return process.isAlive();
  }

  /**
   * {@code kill -9}: no goodbye, no cleaning up. Of one that has ended nothing is waited for: {@link Process#onExit} would wait
   * for whoever has its number by now, be it a thread of this process.
   */
  public void kill() {
    if (process.isAlive()) {
      Process unused = process.destroyForcibly().onExit().join();
    }
  }

  /** {@code kill -STOP}: it does nothing any more, and nobody is told. */
  public void pause() throws IOException, InterruptedException {
    signal("STOP");
  }

  /** {@code kill -CONT}: it goes on where it was. */
  public void resume() throws IOException, InterruptedException {
    signal("CONT");
  }

  private void signal(String name) throws IOException, InterruptedException {
    int status = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
        .inheritIO()
        .start()
        .waitFor();
    if (status != 0) {
      throw new IOException(
          "kill -" + name + " " + process.pid() + " ended with exit status " + status);
    }
  }
}
