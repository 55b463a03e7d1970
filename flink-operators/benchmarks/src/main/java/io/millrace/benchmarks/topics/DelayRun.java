package io.millrace.benchmarks.topics;

import io.millrace.benchmarks.run.Effort;
import io.millrace.core.Message;
import io.millrace.kafka.envelope.EnvelopeException;
import io.millrace.kafka.envelope.MessageDecoder;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Takes the time of tokens from one topic to another, while something is at work between the two: from just before a token is
 * given to the producer to just after the consumer has handed it out.
 *
 * @param topics where both are
 * @param in what is written
 * @param out what is read
 */
public record DelayRun(Topics topics, String in, String out) {

  private static final Duration POLL = Duration.ofMillis(20);
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final double NANOS = 1e9;

  /** Writes at a rate and reads, for the time of a span. */
  public Delays measure(double rate, Effort.Span span) throws Exception {
    ExecutorService thread = Executors.newSingleThreadExecutor();
    try (var consumer = new KafkaConsumer<>(
        Map.<String, Object>of("bootstrap.servers", topics.servers()),
        new ByteArrayDeserializer(),
        new ByteArrayDeserializer())) {
      TopicPartition only = new TopicPartition(out, 0);
      consumer.assign(List.of(only));
      consumer.seekToBeginning(List.of(only));
      awaitProbe(consumer);
      long from = System.nanoTime() + span.warmUp().toNanos();
      long until = from + span.measured().toNanos();
      Future<Void> writing = thread.submit(new PacedWriter(topics.servers(), in, rate, span.all()));
      long[] delays = read(consumer, from, until);
      writing.get();
      return Delays.of(delays, span.measured().toNanos() / NANOS);
    } finally {
      thread.shutdownNow();
    }
  }

  /** The job is at work when what is written to it comes out. */
  private void awaitProbe(KafkaConsumer<byte[], byte[]> consumer) {
    Message<String> probe = Message.of("probe", 0, PacedWriter.stamp());
    topics.write(in, new Single(probe), 1);
    long patience = System.nanoTime() + PATIENCE.toNanos();
    while (consumer.poll(POLL).isEmpty()) {
      if (System.nanoTime() > patience) {
        throw new IllegalStateException("nothing came out of " + in + " for " + PATIENCE);
      }
    }
  }

  private static long[] read(KafkaConsumer<byte[], byte[]> consumer, long from, long until)
      throws EnvelopeException {
    MessageDecoder<String> decoder = MessageDecoder.of(String.class);
    LongStream.Builder delays = LongStream.builder();
    while (System.nanoTime() < until) {
      var records = consumer.poll(POLL);
      long now = System.nanoTime();
      for (ConsumerRecord<byte[], byte[]> record : records) {
        String text = decoder.decode(record.value(), null).payload();
        if (now >= from && text != null && !text.isEmpty()) {
          delays.add(now - Long.parseLong(text.strip()));
        }
      }
    }
    return delays.build().toArray();
  }
}
