package io.millrace.examples.produce;

import io.millrace.examples.cli.JobFailedException;
import java.nio.charset.StandardCharsets;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Sends chunks when they are due, each keyed by its completion's id. The key chooses the partition, so the chunks of one
 * completion stay in order.
 */
public final class Player implements AutoCloseable {

  private final Producer<byte[], byte[]> producer;
  private final String topic;
  private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();

  private Player(Producer<byte[], byte[]> producer, String topic) {
    this.producer = producer;
    this.topic = topic;
  }

  /** A player into a topic. Retries neither reorder nor repeat a record. */
  public static Player into(String topic, Properties kafka) {
    Properties properties = new Properties();
    properties.setProperty(ProducerConfig.LINGER_MS_CONFIG, "0");
    properties.putAll(kafka);
    properties.setProperty(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true");
    properties.setProperty(ProducerConfig.ACKS_CONFIG, "all");
    return new Player(
        new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer()),
        topic);
  }

  /**
   * Plays to the end.
   *
   * @param sent is told of each chunk when it is handed to Kafka
   */
  public void play(Interleaving interleaving, Consumer<Interleaving.Due> sent)
      throws JobFailedException, InterruptedException {
    long begin = System.nanoTime();
    while (interleaving.hasNext()) {
      Interleaving.Due due = interleaving.next();
      awaitNanos(begin + due.nanos());
      send(due);
      sent.accept(due);
    }
    producer.flush();
    throwFailure();
  }

  private void send(Interleaving.Due due) throws JobFailedException {
    throwFailure();
    byte[] key = due.transcript().id().getBytes(StandardCharsets.UTF_8);
    byte[] value = due.chunk().getBytes(StandardCharsets.UTF_8);
    var unused = producer.send(new ProducerRecord<>(topic, key, value), (metadata, exception) -> {
      if (exception != null) {
        failure.compareAndSet(null, exception);
      }
    });
  }

  private void throwFailure() throws JobFailedException {
    Exception failed = failure.get();
    if (failed != null) {
      throw new JobFailedException(
          "topic '" + topic + "' did not take a chunk: " + failed.getMessage(), failed);
    }
  }

  private static void awaitNanos(long due) throws InterruptedException {
    for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
      LockSupport.parkNanos(left);
      if (Thread.interrupted()) {
        throw new InterruptedException("stopped while playing");
      }
    }
  }

  @Override
  public void close() {
    producer.close();
  }
}
