package io.millrace.examples.cli;

import java.time.Duration;
import java.util.Map;
import java.util.function.LongSupplier;

/** How far a job has read: of how many, how fast, and how long it may still take. */
final class ReadProgress {

  private final ReadTotal total;
  private final LongSupplier nanos;
  private final long begin;

  ReadProgress(ReadTotal total, LongSupplier nanos) {
    this.total = total;
    this.nanos = nanos;
    this.begin = nanos.getAsLong();
  }

  /** In words, to come behind others; nothing where the end is not known. */
  String words(Map<String, Long> counts) {
    long read = counts.getOrDefault(total.counter(), 0L);
    if (total.amount() == 0) {
      return "";
    }
    double seconds = (nanos.getAsLong() - begin) / 1e9;
    double rate = seconds <= 0 ? 0 : read / seconds;
    String left = rate <= 0 ? "" : ", " + left(Math.max(0, total.amount() - read) / rate) + " left";
    return "; %,d of %,d %s read, %,.0f/s%s"
        .formatted(read, total.amount(), total.unit(), rate, left);
  }

  private static String left(double seconds) {
    Duration left = Duration.ofSeconds((long) Math.ceil(seconds));
    return "%d:%02d:%02d".formatted(left.toHours(), left.toMinutesPart(), left.toSecondsPart());
  }
}
