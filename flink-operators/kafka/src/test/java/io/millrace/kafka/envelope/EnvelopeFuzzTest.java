package io.millrace.kafka.envelope;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.kafka.registry.RegistryException;
import io.millrace.kafka.registry.RegistryServer;
import io.millrace.kafka.registry.SchemaRegistry;
import io.millrace.schemas.TokenClassificationResult;
import io.millrace.schemas.TokenClassificationStreamResult;
import io.millrace.testkit.fuzz.FuzzReport;
import io.millrace.testkit.fuzz.Fuzzing;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Mutated envelopes are read or refused: nothing else is thrown, and no length is believed that the bytes do not bear out. */
class EnvelopeFuzzTest {

  private static final int EXAMPLES = 200;

  private static final TokenClassificationStreamResult PAYLOAD =
      new TokenClassificationStreamResult(
          List.of(new TokenClassificationResult(0L, 3L, "a@b", "EMAIL_ADDRESS", null, 0.75, null)),
          3L,
          0L,
          List.of("cut"));

  private static List<byte[]> examples(EnvelopeFormat format) {
    RandomMessages messages = new RandomMessages(42);
    var encoder = format.encoder(TokenClassificationStreamResult.class, "t");
    return Stream.generate(() -> encoder.encode(messages.next(PAYLOAD)))
        .limit(EXAMPLES)
        .toList();
  }

  private static Fuzzing fuzzing(String name, EnvelopeFormat format) {
    var decoder = format.decoder(TokenClassificationStreamResult.class, List.of());
    return Fuzzing.of("envelope, " + name, examples(format), bytes -> {
          try {
            decoder.decode(bytes, RandomMessages.ORIGIN);
          } catch (EnvelopeException e) {
            assertThat(e.getMessage()).startsWith("an envelope must ");
            throw e;
          }
        })
        .refusing(EnvelopeException.class);
  }

  private static void assertBothHappen(FuzzReport report) {
    assertThat(report.read())
        .isBetween(report.inputs() / 100, report.inputs() - report.inputs() / 100);
  }

  @Test
  void singleObjectsAreReadOrRefused() {
    assertBothHappen(fuzzing("single object", EnvelopeFormat.singleObject())
        .withInputs(60_000)
        .check());
  }

  @Test
  void plainOnesAreReadOrRefused() {
    assertBothHappen(fuzzing("plain", EnvelopeFormat.plain()).withInputs(40_000).check());
  }

  /** An id is asked for over HTTP, and one that is not known each time. */
  @Test
  void registeredOnesAreReadOrRefused() throws Exception {
    try (RegistryServer registry = new RegistryServer()) {
      EnvelopeFormat format = EnvelopeFormat.registry(SchemaRegistry.of(registry.url()));
      assertBothHappen(fuzzing("registered", format)
          .refusing(EnvelopeException.class, RegistryException.class)
          .withInputs(3_000)
          .check());
    }
  }

  @Test
  void headsAreReadOrRefused() {
    Fuzzing.of("envelope's head", examples(EnvelopeFormat.singleObject()), EnvelopeHead::of)
        .refusing(EnvelopeException.class)
        .check();
  }
}
