package io.millrace.benchmarks.topics;

import io.millrace.benchmarks.run.Effort;
import io.millrace.core.Message;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.KafkaConsumer;

/**
 * Takes the time of tokens from one topic to another, while something is at work between the two: from when a token is due to
 * be written to just after the consumer has handed it out.
 *
 * @param topics where both are
 * @param in what is written
 * @param out what is read
 */
public record DelayRun(Topics topics, String in, String out) {

  private static final Duration POLL = Duration.ofMillis(20);
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** Does something with what was written meanwhile and what came. */
  @FunctionalInterface
  private interface Reading<T> {
    T read(
        KafkaConsumer<byte[], byte[]> consumer, Arrivals arrivals, Pace pace, Future<Long> writing)
        throws Exception;
  }

  /** Writes at a rate for the time of a span, and reads until all that was due in its measured part came. */
  public Delays measure(double rate, Effort.Span span) throws Exception {
    return run(rate, span, (consumer, arrivals, pace, writing) -> {
      long patience = pace.start() + span.all().plus(Delays.PATIENCE).toNanos();
      while (System.nanoTime() < patience && !isAllThere(arrivals, writing)) {
        arrivals.add(consumer.poll(POLL), System.nanoTime());
      }
      return arrivals.delays(writing.get());
    });
  }

  /** Writes as fast as can be; how many a second come, in the measured part of a span. */
  public double capacity(Effort.Span span) throws Exception {
    return run(Double.POSITIVE_INFINITY, span, (consumer, arrivals, pace, writing) -> {
      while (!pace.isOverAt(System.nanoTime())) {
        arrivals.add(consumer.poll(POLL), System.nanoTime());
      }
      writing.get();
      return arrivals.rate();
    });
  }

  private <T> T run(double rate, Effort.Span span, Reading<T> reading) throws Exception {
    ExecutorService thread = Executors.newSingleThreadExecutor();
    try (var consumer = Topics.reader(topics.servers(), out)) {
      awaitProbe(consumer);
      Pace pace = new Pace(rate, System.nanoTime(), span);
      Future<Long> writing = thread.submit(new PacedWriter(topics.servers(), in, pace));
      return reading.read(consumer, new Arrivals(pace), pace, writing);
    } finally {
      thread.shutdownNow();
    }
  }

  private static boolean isAllThere(Arrivals arrivals, Future<Long> writing)
      throws ExecutionException, InterruptedException {
    return writing.isDone() && arrivals.counted() >= writing.get();
  }

  /** The job is at work when what is written to it comes out. */
  private void awaitProbe(KafkaConsumer<byte[], byte[]> consumer) {
    Message<String> probe = Message.of("probe", 0, PacedWriter.stamp(System.nanoTime()));
    topics.write(in, new Single(probe), 1);
    long patience = System.nanoTime() + PATIENCE.toNanos();
    while (consumer.poll(POLL).isEmpty()) {
      if (System.nanoTime() > patience) {
        throw new IllegalStateException("nothing came out of " + in + " for " + PATIENCE);
      }
    }
  }
}
