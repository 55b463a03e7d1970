package io.millrace.benchmarks.topics;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * What Kafka takes twice with no job between: hands each record of a topic, as its bytes are, to a producer for another, with the
 * producer's settings of the jobs.
 */
public final class Relay implements AutoCloseable {

  private static final Duration POLL = Duration.ofMillis(20);

  private final DelayRun run;
  private final ExecutorService thread = Executors.newSingleThreadExecutor();
  private final Future<?> copying;
  private volatile boolean closed;

  private Relay(DelayRun run) {
    this.run = run;
    copying = thread.submit(() -> copy(run.topics().servers(), run.in(), run.out()));
  }

  /** Starts to copy between two new topics. */
  public static Relay start(Topics topics) throws Exception {
    return new Relay(new DelayRun(topics, topics.create("tokens"), topics.create("copied")));
  }

  /** What takes the time of it. */
  public DelayRun run() {
    return run;
  }

  @SuppressWarnings("FutureReturnValueIgnored") // what is lost is missed at the other end
  private void copy(String servers, String in, String out) {
    try (var consumer = Topics.reader(servers, in);
        var producer = new KafkaProducer<>(
            Map.<String, Object>of("bootstrap.servers", servers, "linger.ms", 0),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      while (!closed) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
          producer.send(new ProducerRecord<>(out, record.key(), record.value()));
        }
      }
    }
  }

  /** Stops; throws what stopped it before. */
  @Override
  public void close() {
    closed = true;
    thread.shutdown();
    try {
      copying.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("copying from " + run.in() + " failed", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
