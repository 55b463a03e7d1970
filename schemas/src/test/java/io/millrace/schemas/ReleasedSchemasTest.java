package io.millrace.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityResult;
import org.apache.avro.SchemaFormatter;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Today's schemas against all released ones, both ways. With {@code -Dmillrace.release=VERSION} today's become a release
 * first; released files are never changed.
 */
class ReleasedSchemasTest {

  private static final Path RELEASED = Path.of("src/main/resources/io/millrace/schemas/released");

  private static final int IN_THE_FIRST_RELEASE = 14;

  @BeforeAll
  static void release() throws IOException {
    String version = System.getProperty("millrace.release");
    if (version == null) {
      return;
    }
    Path folder = Files.createDirectory(RELEASED.resolve(version));
    for (Schema schema : today().values()) {
      Files.writeString(
          folder.resolve(schema.getName() + ".avsc"),
          SchemaFormatter.format("json/pretty", schema) + "\n");
    }
  }

  static List<Path> released() throws IOException {
    try (Stream<Path> files = Files.walk(RELEASED)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("released")
  void todaysSchemaReadsWhatWasReleasedAndTheOtherWayRound(Path file) throws IOException {
    String version = RELEASED.relativize(file).getName(0).toString();
    Schema then = new Schema.Parser().parse(file.toFile());
    Schema now = today().get(then.getFullName());

    assertThat(now)
        .as("today's %s, for it was released with %s", then.getName(), version)
        .isNotNull();
    assertThat(incompatibilities(then, version, Objects.requireNonNull(now))).isEmpty();
  }

  /** What has been added since is not among them: it is released with the next version. */
  @Test
  void somethingHasBeenReleased() throws IOException {
    assertThat(released()).hasSizeGreaterThanOrEqualTo(IN_THE_FIRST_RELEASE);
  }

  @Test
  void saysWhatIsIncompatibleAndWithWhich() {
    Schema then = SchemaBuilder.record("a.R").fields().requiredLong("kept").endRecord();
    Schema now = SchemaBuilder.record("a.R")
        .fields()
        .requiredLong("kept")
        .requiredInt("added")
        .endRecord();

    assertThat(incompatibilities(then, "0.9.0", now))
        .containsExactly(
            "today's a.R does not read that of 0.9.0: READER_FIELD_MISSING_DEFAULT_VALUE at /fields/1: added");
    assertThat(incompatibilities(now, "0.9.0", then))
        .containsExactly(
            "a.R of 0.9.0 does not read today's: READER_FIELD_MISSING_DEFAULT_VALUE at /fields/1: added");
  }

  private static List<String> incompatibilities(Schema then, String version, Schema now) {
    String name = then.getFullName();
    List<String> found = new ArrayList<>();
    found.addAll(unread(now, then, "today's " + name + " does not read that of " + version));
    found.addAll(unread(then, now, name + " of " + version + " does not read today's"));
    return found;
  }

  private static List<String> unread(Schema reader, Schema writer, String what) {
    SchemaCompatibilityResult result =
        SchemaCompatibility.checkReaderWriterCompatibility(reader, writer).getResult();
    return result.getIncompatibilities().stream()
        .map(each ->
            what + ": " + each.getType() + " at " + each.getLocation() + ": " + each.getMessage())
        .toList();
  }

  private static Map<String, Schema> today() throws IOException {
    return Definitions.schemas();
  }
}
