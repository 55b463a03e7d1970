package io.millrace.benchmarks.topics;

import io.millrace.benchmarks.load.TokenLoad;
import io.millrace.benchmarks.run.Load;
import io.millrace.core.Message;
import io.millrace.kafka.envelope.MessageEncoder;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Writes tokens at a steady rate; the text of each is the time at which it was written, and a blank. */
final class PacedWriter implements Callable<Void> {

  private static final int IN_FLIGHT = 1_000;
  private static final int LENGTH = 200;
  private static final double NANOS = 1e9;

  private final String servers;
  private final String topic;
  private final double rate;
  private final Duration time;

  /** At a rate, for so long; one that is infinite writes as fast as it can. */
  PacedWriter(String servers, String topic, double rate, Duration time) {
    this.servers = servers;
    this.topic = topic;
    this.rate = rate;
    this.time = time;
  }

  @SuppressWarnings("FutureReturnValueIgnored") // what is lost is missed at the other end
  @Override
  public Void call() {
    Load.Flow<Message<String>> flow = new TokenLoad(IN_FLIGHT, LENGTH).open(0, 1);
    MessageEncoder<String> encoder = MessageEncoder.of(String.class);
    try (var producer = new KafkaProducer<>(
        Map.<String, Object>of("bootstrap.servers", servers, "linger.ms", 0),
        new ByteArraySerializer(),
        new ByteArraySerializer())) {
      long from = System.nanoTime();
      long until = from + time.toNanos();
      long written = 0;
      for (long now = from; now < until; now = System.nanoTime()) {
        long due = from + (long) (written * NANOS / rate);
        if (due > now) {
          LockSupport.parkNanos(due - now);
        } else {
          producer.send(Topics.record(topic, encoder, stamped(flow.next())));
          written++;
        }
      }
    }
    return null;
  }

  private static Message<String> stamped(Message<String> message) {
    return message.hasPayload() ? message.withPayload(stamp()) : message;
  }

  static String stamp() {
    return System.nanoTime() + " ";
  }
}
