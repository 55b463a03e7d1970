package io.millrace.kafka.envelope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.millrace.core.Message;
import io.millrace.schemas.GeneratedToken;
import java.util.Arrays;
import java.util.Random;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;

class EnvelopeHeadTest {

  private final RandomMessages messages = new RandomMessages(3);
  private final Random random = new Random(4);

  @Test
  void anotherAttemptGivesTheBytesOfTheMessageInThatAttempt() throws Exception {
    MessageEncoder<GeneratedToken> tokens = MessageEncoder.of(GeneratedToken.class);
    MessageEncoder<String> texts = MessageEncoder.of(String.class);
    for (int i = 0; i < 3_000; i++) {
      int attempt = random.nextInt() >>> random.nextInt(1, 32);
      Message<String> text = messages.next(messages.text());
      Message<GeneratedToken> token =
          messages.next(new GeneratedToken(messages.text(), 7L, null, -0.5, null));

      assertThat(raised(texts.encode(text), text, attempt))
          .isEqualTo(texts.encode(inAttempt(text, attempt)));
      assertThat(raised(tokens.encode(token), token, attempt))
          .isEqualTo(tokens.encode(inAttempt(token, attempt)));
    }
  }

  private static byte[] raised(byte[] bytes, Message<?> message, int attempt)
      throws EnvelopeException {
    EnvelopeHead head = EnvelopeHead.of(bytes);
    assertThat(head.requestId()).isEqualTo(message.requestId());
    assertThat(head.attempt()).isEqualTo(message.attempt());
    return head.withAttempt(bytes, attempt);
  }

  private static <T> Message<T> inAttempt(Message<T> message, int attempt) {
    return new Message<>(
        message.requestId(),
        attempt,
        message.sequence(),
        message.payload(),
        message.parameters(),
        message.headers(),
        message.last(),
        message.status(),
        message.origin());
  }

  /** Whatever the payload and however schemas evolve: readers who know no schema rely on it. */
  @Test
  void everySchemaHasTheRequestAndTheAttemptInFront() {
    for (Schema payload : new Schema[] {
      MessageSchema.of(String.class),
      Schema.create(Schema.Type.LONG),
      Schema.create(Schema.Type.STRING)
    }) {
      Schema message = MessageSchema.of(payload);

      assertThat(message.getFields().get(0).name()).isEqualTo("request_id");
      assertThat(message.getFields().get(0).schema().getType()).isEqualTo(Schema.Type.STRING);
      assertThat(message.getFields().get(1).name()).isEqualTo("attempt");
      assertThat(message.getFields().get(1).schema().getType()).isEqualTo(Schema.Type.INT);
    }
  }

  @Test
  void knowsItsOwnBytesFromOthers() {
    byte[] bytes = MessageEncoder.of(String.class).encode(Message.of("r", 0, "text"));

    assertThat(EnvelopeHead.begins(bytes)).isTrue();
    assertThat(EnvelopeHead.begins(Arrays.copyOf(bytes, 9))).isFalse();
    assertThat(EnvelopeHead.begins(new byte[] {0, 0, 0, 0, 1, 2, 3, 4, 5, 6, 7}))
        .isFalse();
  }

  @Test
  void refusesWhatDoesNotBeginAsAMessage() {
    byte[] bytes = MessageEncoder.of(String.class).encode(Message.of("request", 0, "text"));
    byte[] huge = Arrays.copyOf(bytes, 16);
    Arrays.fill(huge, 10, 14, (byte) 0xff);
    huge[14] = 0x0e;

    assertThatExceptionOfType(EnvelopeException.class)
        .isThrownBy(() -> EnvelopeHead.of(huge))
        .withMessage("an envelope must begin as messages do but does not: java.io.IOException: "
            + "its request's id has -2013265920 bytes");
    assertThatExceptionOfType(EnvelopeException.class)
        .isThrownBy(() -> EnvelopeHead.of(Arrays.copyOf(bytes, 13)))
        .withMessageStartingWith("an envelope must begin as messages do but does not: ");
  }
}
