package io.millrace.kafka.envelope;

import io.millrace.core.Message;
import io.millrace.core.Origin;
import io.millrace.core.Parameters;
import io.millrace.core.Status;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Messages with anything in them that a message may have. */
final class RandomMessages {

  static final Origin ORIGIN = new Origin("t", 1, 2);

  private static final String[] TEXTS = {
    "", "a", "Grüße", "😀", "日本語", " \n\t\u0000", "x".repeat(300)
  };

  private static final List<Status.Code> FAILURES =
      Arrays.stream(Status.Code.values()).filter(code -> code != Status.Code.OK).toList();

  private final Random random;

  RandomMessages(long seed) {
    this.random = new Random(seed);
  }

  <T> Message<T> next(@Nullable T payload) {
    long sequence = random.nextInt(4) == 0
        ? random.nextInt(2) - 1
        : random.nextLong() >>> random.nextInt(1, 64);
    Status status = random.nextInt(3) > 0
        ? Status.OK
        : FAILURES.get(random.nextInt(FAILURES.size())).because(text());
    return new Message<>(
        "r" + text(),
        random.nextInt() >>> random.nextInt(1, 32),
        sequence,
        random.nextInt(4) == 0 ? null : payload,
        sequence > 0 || random.nextBoolean() ? Parameters.NONE : parameters(),
        headers(),
        !status.isOk() || random.nextBoolean(),
        status,
        ORIGIN);
  }

  private Parameters parameters() {
    Map<String, Object> values = new HashMap<>();
    for (int i = random.nextInt(6); i > 0; i--) {
      values.put("p" + i, value());
    }
    return Parameters.of(values);
  }

  private Object value() {
    return switch (random.nextInt(5)) {
      case 0 -> random.nextBoolean();
      case 1 -> random.nextLong();
      case 2 -> random.nextDouble();
      case 3 -> text();
      default -> random.nextBoolean() ? List.of() : List.of(text(), text());
    };
  }

  private Map<String, String> headers() {
    return random.nextBoolean() ? Map.of() : Map.of("traceparent", text(), "k" + text(), text());
  }

  String text() {
    return TEXTS[random.nextInt(TEXTS.length)];
  }
}
