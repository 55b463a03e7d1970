package io.millrace.examples.generate;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** How long it took from prompts to their first tokens. Told of both by different threads. */
final class FirstTokens {

  private final LongSupplier nanos;
  private final CountDownLatch missing;
  private final Map<String, Long> asked = new ConcurrentHashMap<>();
  private final List<Long> taken = new ArrayList<>();

  FirstTokens(int prompts, LongSupplier nanos) {
    this.nanos = nanos;
    this.missing = new CountDownLatch(prompts);
  }

  /** A prompt is about to be sent. */
  void ask(String prompt) {
    asked.put(prompt, nanos.getAsLong());
  }

  /** A token of its answer is there; only the first counts, of a prompt that was told. */
  void token(String prompt) {
    Long began = asked.remove(prompt);
    if (began != null) {
      add(nanos.getAsLong() - began);
    }
  }

  private synchronized void add(long time) {
    taken.add(time);
    missing.countDown();
  }

  /** Waits until all prompts have their first token; whether they had it in time. */
  boolean await(Duration atMost) throws InterruptedException {
    return missing.await(atMost.toNanos(), TimeUnit.NANOSECONDS);
  }

  /** The time within which this share of the prompts had their first token, in milliseconds. */
  synchronized double millis(double share) {
    if (taken.isEmpty()) {
      throw new IllegalStateException("there must be a first token but there was none");
    }
    List<Long> sorted = taken.stream().sorted().toList();
    int rank = (int) Math.ceil(share * sorted.size());
    return sorted.get(Math.max(rank, 1) - 1) / 1e6;
  }
}
