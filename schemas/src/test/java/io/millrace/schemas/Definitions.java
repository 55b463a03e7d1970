package io.millrace.schemas;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.idl.IdlReader;

/** What is defined in this module, in whatever file. */
final class Definitions {

  private static final Path FOLDER = Path.of("src/main/avro");

  private Definitions() {}

  /** All schemas by their full names. */
  static Map<String, Schema> schemas() throws IOException {
    Map<String, Schema> schemas = new TreeMap<>();
    for (Path file : files()) {
      schemas.putAll(new IdlReader().parse(file).getNamedSchemas());
    }
    return schemas;
  }

  private static List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files.filter(file -> file.toString().endsWith(".avdl")).sorted().toList();
    }
  }
}
