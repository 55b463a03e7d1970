package io.millrace.examples.cluster;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The jars of a Flink without any job, which the build collects: what the lib folder of a distribution holds. */
final class FlinkLib {

  /** For a class path. */
  static final String CLASS_PATH =
      Path.of("target", "flink", "lib").toAbsolutePath() + File.separator + "*";

  /** The jar that is submitted. */
  static final Path JOBS = Path.of("target", "job-examples-cluster.jar").toAbsolutePath();

  private FlinkLib() {}

  /** Its jars. */
  static List<Path> jars() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("target", "flink", "lib"))) {
      return files.sorted().toList();
    }
  }

  /** The names of the files in a jar. */
  static Set<String> entries(Path jar) throws IOException {
    try (JarFile file = new JarFile(jar.toFile())) {
      return file.stream()
          .filter(entry -> !entry.isDirectory())
          .map(JarEntry::getName)
          .collect(Collectors.toUnmodifiableSet());
    }
  }
}
