package io.millrace.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The folder of a cluster: its configuration, and what it leaves. All ports are free ones. */
final class ClusterFiles {

  private ClusterFiles() {}

  /** Where checkpoints are. */
  static Path checkpoints(Path folder) {
    return folder.resolve("checkpoints");
  }

  /** Writes what Flink reads, and log4j. */
  static void write(Path folder, int slots, Map<String, String> settings) throws IOException {
    Files.createDirectory(folder.resolve("tmp"));
    Path conf = Files.createDirectory(folder.resolve("conf"));
    Map<String, String> all = new TreeMap<>(memory());
    all.putAll(settings);
    all.put("jobmanager.rpc.address", "localhost");
    all.put("jobmanager.rpc.port", "0");
    all.put("jobmanager.bind-host", "localhost");
    all.put("jobmanager.memory.process.size", "1g");
    // A machine that is busy needs longer than the ten seconds after which a process gives itself
    // up.
    all.put("pekko.startup-timeout", "60 s");
    all.put("rest.address", "localhost");
    all.put("rest.bind-port", "0");
    all.put("taskmanager.host", "localhost");
    all.put("taskmanager.bind-host", "localhost");
    all.put("taskmanager.numberOfTaskSlots", Integer.toString(slots));
    all.put("execution.checkpointing.dir", checkpoints(folder).toUri().toString());
    all.put(
        "execution.checkpointing.savepoint-dir",
        folder.resolve("savepoints").toUri().toString());
    Files.write(
        conf.resolve("config.yaml"),
        all.entrySet().stream()
            .map(each -> each.getKey() + ": " + each.getValue())
            .toList());
    Files.writeString(conf.resolve("log4j2.properties"), """
        rootLogger.level = INFO
        rootLogger.appenderRef.console.ref = console
        appender.console.type = Console
        appender.console.name = console
        appender.console.layout.type = PatternLayout
        appender.console.layout.pattern = %d{HH:mm:ss.SSS} %-5p %c{1.} - %m%n
        # What Kafka's sinks report, at every checkpoint.
        logger.metrics.name = org.apache.flink.metrics.MetricGroup
        logger.metrics.level = ERROR
        """);
  }

  /** What Flink's scripts would work out: without, a TaskManager ends while it starts. */
  private static Map<String, String> memory() {
    Map<String, String> memory = new TreeMap<>();
    memory.put("taskmanager.cpu.cores", "1");
    memory.put("taskmanager.memory.framework.heap.size", "64m");
    memory.put("taskmanager.memory.framework.off-heap.size", "32m");
    memory.put("taskmanager.memory.task.heap.size", "384m");
    memory.put("taskmanager.memory.task.off-heap.size", "0");
    memory.put("taskmanager.memory.managed.size", "32m");
    memory.put("taskmanager.memory.network.min", "32m");
    memory.put("taskmanager.memory.network.max", "32m");
    memory.put("taskmanager.memory.jvm-metaspace.size", "128m");
    memory.put("taskmanager.memory.jvm-overhead.min", "64m");
    memory.put("taskmanager.memory.jvm-overhead.max", "64m");
    return memory;
  }

  /** Deletes jars and state, which would soon be gigabytes; the logs and the configuration stay. */
  static void deleteLarge(Path folder) throws IOException {
    for (String large : List.of("tmp", "checkpoints", "savepoints")) {
      delete(folder.resolve(large));
    }
  }

  private static void delete(Path root) throws IOException {
    if (Files.notExists(root)) {
      return;
    }
    List<Path> deepestFirst;
    try (Stream<Path> found = Files.walk(root)) {
      deepestFirst = found.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path each : deepestFirst) {
      Files.delete(each);
    }
  }
}
