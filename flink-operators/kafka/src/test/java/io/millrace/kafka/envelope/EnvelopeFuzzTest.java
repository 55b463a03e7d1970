package io.millrace.kafka.envelope;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.schemas.TokenClassificationResult;
import io.millrace.schemas.TokenClassificationStreamResult;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Mutated envelopes are read or refused: nothing else is thrown, and no length is believed that the bytes do not bear out. */
class EnvelopeFuzzTest {

  private static final int ROUNDS = 150_000;

  private static final TokenClassificationStreamResult PAYLOAD =
      new TokenClassificationStreamResult(
          List.of(new TokenClassificationResult(0L, 3L, "a@b", "EMAIL_ADDRESS", null, 0.75, null)),
          3L,
          0L,
          List.of("cut"));

  @Test
  void whateverComesIsReadOrRefused() {
    Random random = new Random(42);
    RandomMessages messages = new RandomMessages(42);
    var encoder = MessageEncoder.of(TokenClassificationStreamResult.class);
    var decoder = MessageDecoder.of(TokenClassificationStreamResult.class);
    int read = 0;
    for (int i = 0; i < ROUNDS; i++) {
      byte[] bytes = mutate(encoder.encode(messages.next(PAYLOAD)), random);
      try {
        decoder.decode(bytes, RandomMessages.ORIGIN);
        read++;
      } catch (EnvelopeException e) {
        assertThat(e.getMessage()).startsWith("an envelope must ");
      }
    }
    assertThat(read).isBetween(ROUNDS / 100, ROUNDS - ROUNDS / 100);
  }

  private static byte[] mutate(byte[] bytes, Random random) {
    byte[] mutated = bytes;
    for (int i = random.nextInt(4); i > 0; i--) {
      // The header is hit seldom, or nothing would be seen of what is behind it.
      int from = random.nextInt(20) == 0 ? 0 : SingleObject.HEADER;
      int at = from + random.nextInt(Math.max(1, mutated.length - from));
      if (random.nextInt(10) == 0 || at >= mutated.length) {
        mutated = Arrays.copyOf(mutated, Math.min(at, mutated.length) + random.nextInt(3));
      } else {
        mutated[at] = (byte) (random.nextBoolean() ? random.nextInt(256) : 0xFF);
      }
    }
    return mutated;
  }
}
