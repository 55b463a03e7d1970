package io.millrace.kafka.envelope;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.Message;
import io.millrace.schemas.FinishReason;
import io.millrace.schemas.GeneratedTextStreamResult;
import io.millrace.schemas.GenerationDetails;
import io.millrace.schemas.ProducerId;
import io.millrace.schemas.TokenClassificationStreamResult;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HexFormat;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityResult;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.apache.avro.SchemaFormatter;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Today's envelope against all released ones; {@code -Dmillrace.release=VERSION} makes today's a release first. */
class ReleasedEnvelopesTest {

  private static final Path RELEASED =
      Path.of("src/main/resources/io/millrace/kafka/envelope/released");

  private static final SchemaCompatibilityResult OK = SchemaCompatibilityResult.compatible();

  private static final String WRITTEN_BY_0_1_0 =
      "c301f53896bad8b736ed0272000e020e4772c3bcc39f650002026d02310204020002060000000000";

  @BeforeAll
  static void release() throws IOException {
    String version = System.getProperty("millrace.release");
    if (version == null) {
      return;
    }
    Files.writeString(
        RELEASED.resolve(version + ".avsc"),
        SchemaFormatter.format("json/pretty", MessageSchema.of(String.class)) + "\n",
        StandardOpenOption.CREATE_NEW);
    Files.writeString(RELEASED.resolve("versions.txt"), version + "\n", StandardOpenOption.APPEND);
  }

  @ParameterizedTest
  @MethodSource("io.millrace.kafka.envelope.ReleasedSchemas#versions")
  void todaysEnvelopeReadsThoseOfAReleaseAndTheOtherWayRound(String version) {
    Schema then = ReleasedSchemas.envelope(version);
    Schema now = MessageSchema.of(String.class);

    assertThat(result(now, then))
        .as("today's envelope reads that of %s", version)
        .isEqualTo(OK);
    assertThat(result(then, now))
        .as("the envelope of %s reads today's", version)
        .isEqualTo(OK);
  }

  private static SchemaCompatibilityResult result(Schema reader, Schema writer) {
    return SchemaCompatibility.checkReaderWriterCompatibility(reader, writer).getResult();
  }

  /** The rule by which a release's schema of messages is put together is that by which they were written. */
  @ParameterizedTest
  @ValueSource(
      classes = {
        String.class,
        Long.class,
        GeneratedTextStreamResult.class,
        TokenClassificationStreamResult.class
      })
  void theSchemaOfMessagesOfTheFirstReleaseIsPutTogetherAgain(Class<?> payload) {
    Schema then = ReleasedSchemas.messages(payload).get(0);

    assertThat(then.getFullName()).isEqualTo(MessageSchema.of(payload).getFullName());
    assertThat(result(MessageSchema.of(payload), then).getCompatibility())
        .isEqualTo(SchemaCompatibilityType.COMPATIBLE);
  }

  /** What 0.1.0 wrote; no release after it may change these bytes. */
  @Test
  void aReaderOfTodayReadsWhatTheFirstReleaseWroteWithoutBeingTold() throws Exception {
    byte[] written = HexFormat.of().parseHex(WRITTEN_BY_0_1_0);

    assertThat(MessageDecoder.of(GeneratedTextStreamResult.class).decode(written, null))
        .isEqualTo(Message.of(
            "r",
            7,
            new GeneratedTextStreamResult(
                "Grüße",
                null,
                new ProducerId("m", "1"),
                new GenerationDetails(FinishReason.EOS_TOKEN, 1L, null, 3L, null))));
  }

  @Test
  void everyReleaseIsKept() throws IOException {
    List<String> kept;
    try (var files = Files.list(RELEASED)) {
      kept = files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".avsc"))
          .map(name -> name.substring(0, name.length() - ".avsc".length()))
          .toList();
    }
    assertThat(Files.readString(RELEASED.resolve("versions.txt"), StandardCharsets.UTF_8)
            .lines())
        .containsExactlyInAnyOrderElementsOf(kept);
  }
}
