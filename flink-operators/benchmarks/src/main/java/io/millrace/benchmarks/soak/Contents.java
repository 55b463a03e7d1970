package io.millrace.benchmarks.soak;

import io.millrace.core.Message;
import io.millrace.core.Status;
import io.millrace.kafka.envelope.MessageEncoder;

/**
 * What of a message is compared: all its bytes, but for the words of a failure, which are for people to read and may depend
 * on the clock. One thread at a time.
 *
 * @param <T> the payload's type
 */
final class Contents<T> {

  private static final String WORDS = "any words";

  private final MessageEncoder<T> encoder;

  Contents(Class<T> payload) {
    encoder = MessageEncoder.of(payload);
  }

  /** How a request ends that ends so, with the words that are put in the place of all others. */
  static Status ending(Status.Code code) {
    return code == Status.Code.OK ? Status.OK : code.because(WORDS);
  }

  /** Of a message that these bytes hold. */
  byte[] of(Message<T> message, byte[] bytes) {
    return message.status().isOk() ? bytes : of(message);
  }

  /** Of a message that is expected. */
  byte[] of(Message<T> message) {
    return encoder.encode(new Message<>(
        message.requestId(),
        message.attempt(),
        message.sequence(),
        message.payload(),
        message.parameters(),
        message.headers(),
        message.last(),
        ending(message.status().code()),
        message.origin()));
  }
}
