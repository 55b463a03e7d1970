package io.millrace.flink;

import io.millrace.core.Message;
import io.millrace.core.Origin;
import io.millrace.core.Parameters;
import io.millrace.core.Status;
import io.millrace.flink.Arrivals.Order;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Values of all that is stored, at random: what one generator makes is always the same. */
final class RandomValues {

  private static final List<String> TEXTS = List.of(
      "", "a", "the quick brown fox", "\uD83D\uDE00", "\uD83D", "\u0000", "请", "x".repeat(300));

  private final RandomGenerator random;

  RandomValues(RandomGenerator random) {
    this.random = random;
  }

  String text() {
    return one(TEXTS);
  }

  Parameters parameters() {
    Map<String, Object> values = new TreeMap<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      Object value = switch (random.nextInt(5)) {
        case 0 -> random.nextBoolean();
        case 1 -> random.nextLong();
        case 2 -> random.nextDouble() - 0.5;
        case 3 -> text();
        default -> List.of(text(), text());
      };
      values.put("p" + random.nextInt(9), value);
    }
    return Parameters.of(values);
  }

  Map<String, String> headers() {
    Map<String, String> headers = new TreeMap<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      headers.put("h" + random.nextInt(9), text());
    }
    return headers;
  }

  @Nullable
  Origin origin() {
    return maybe(() ->
        new Origin(text(), random.nextInt(Integer.MAX_VALUE), random.nextLong(Long.MAX_VALUE)));
  }

  Message<String> message() {
    long sequence = random.nextInt(3) == 0 ? 0 : random.nextLong(Long.MAX_VALUE);
    boolean last = random.nextBoolean();
    Status.Code code = one(List.of(Status.Code.values()));
    Status status = last && code != Status.Code.OK ? code.because(text()) : Status.OK;
    return new Message<>(
        "r" + text(),
        random.nextBoolean() ? 0 : random.nextInt(Integer.MAX_VALUE),
        sequence,
        maybe(this::text),
        sequence == 0 ? parameters() : Parameters.NONE,
        headers(),
        last,
        status,
        origin());
  }

  Message<String> unsequenced() {
    return new Message<>(
        "r",
        0,
        Message.UNSEQUENCED,
        text(),
        parameters(),
        headers(),
        false,
        Status.OK,
        new Origin("t", 1, random.nextLong(Long.MAX_VALUE)));
  }

  Taken<String> taken() {
    return new Taken<>(parameters(), maybe(this::text), random.nextLong());
  }

  Accumulated<String> accumulated() {
    return new Accumulated<>(maybe(this::text));
  }

  Request<String, String> request() {
    List<Message<String>> early = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      early.add(message());
    }
    Origin first = origin();
    Arrivals<String> arrivals = new Arrivals<>(
        one(List.of(Order.values())),
        random.nextLong(),
        first,
        first == null ? -1 : random.nextLong(),
        early);
    return new Request<>(
        random.nextInt(),
        random.nextLong(),
        maybe(this::text),
        headers(),
        parameters(),
        arrivals,
        random.nextLong(),
        random.nextLong(),
        random.nextLong(),
        random.nextLong(),
        random.nextLong(),
        random.nextBoolean() ? "" : text());
  }

  ModuleControl control() {
    String module = maybe(() -> "file:/" + text());
    Parameters defaults = module == null ? parameters() : maybe(this::parameters);
    return new ModuleControl("entities", module, defaults);
  }

  private <T> T one(List<T> values) {
    return values.get(random.nextInt(values.size()));
  }

  private <T> @Nullable T maybe(Supplier<T> value) {
    return random.nextBoolean() ? value.get() : null;
  }
}
