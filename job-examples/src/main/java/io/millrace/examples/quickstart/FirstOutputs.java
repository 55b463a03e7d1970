package io.millrace.examples.quickstart;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** How long it took from a completion's first chunk to the first masked text of it. Told of both by different threads. */
final class FirstOutputs {

  private final Map<String, Long> begun = new ConcurrentHashMap<>();
  private final List<Long> millis = new ArrayList<>();

  /** The first chunk of a completion was sent. */
  void sent(String completionId, long nanos) {
    begun.putIfAbsent(completionId, nanos);
  }

  /** Masked text of a completion was read; only the first time counts. */
  synchronized void read(String completionId, long nanos) {
    Long begin = begun.remove(completionId);
    if (begin != null) {
      millis.add((nanos - begin) / 1_000_000);
    }
  }

  /** The median and the slowest, in words; nothing before the first output. */
  synchronized Optional<String> summary() {
    if (millis.isEmpty()) {
      return Optional.empty();
    }
    List<Long> sorted = millis.stream().sorted().toList();
    return Optional.of("first output after %d ms (median; slowest %d ms)"
        .formatted(sorted.get(sorted.size() / 2), sorted.get(sorted.size() - 1)));
  }
}
