package io.millrace.benchmarks.table;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where the numbers come from. */
public final class Machine {

  private static final Path PROCESSORS = Path.of("/proc/cpuinfo");
  private static final long MEBI = 1 << 20;

  private Machine() {}

  /** The processors, the system and the JDK, in a line. */
  public static String words() {
    Runtime runtime = Runtime.getRuntime();
    return "%s, %d cores, %s %s, JDK %s, heap %,d MiB"
        .formatted(
            processor(),
            runtime.availableProcessors(),
            System.getProperty("os.name"),
            System.getProperty("os.arch"),
            Runtime.version(),
            runtime.maxMemory() / MEBI);
  }

  /** Only Linux says it in a file. */
  private static String processor() {
    try {
      return Files.readAllLines(PROCESSORS).stream()
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse("unknown processor");
    } catch (IOException e) {
      return "unknown processor";
    }
  }
}
