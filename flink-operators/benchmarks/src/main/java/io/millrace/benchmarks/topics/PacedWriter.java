package io.millrace.benchmarks.topics;

import io.millrace.benchmarks.load.TokenLoad;
import io.millrace.benchmarks.run.Load;
import io.millrace.core.Message;
import io.millrace.kafka.envelope.MessageEncoder;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Writes tokens at a steady rate; the text of each is the time at which it was due, and a blank. When the writer itself is late,
 * that is part of the delay: else whatever holds it up would be left out.
 */
final class PacedWriter implements Callable<Long> {

  private static final int IN_FLIGHT = 1_000;
  private static final int LENGTH = 200;

  private final String servers;
  private final String topic;
  private final Pace pace;

  PacedWriter(String servers, String topic, Pace pace) {
    this.servers = servers;
    this.topic = topic;
    this.pace = pace;
  }

  /** Writes all that is due, be it late; says how many tokens of it count. */
  @SuppressWarnings("FutureReturnValueIgnored") // what is lost is missed at the other end
  @Override
  public Long call() {
    Load.Flow<Message<String>> flow = new TokenLoad(IN_FLIGHT, LENGTH).open(0, 1);
    MessageEncoder<String> encoder = MessageEncoder.of(String.class);
    long counted = 0;
    try (var producer = new KafkaProducer<>(
        Map.<String, Object>of("bootstrap.servers", servers, "linger.ms", 0),
        new ByteArraySerializer(),
        new ByteArraySerializer())) {
      long written = 0;
      for (long due = pace.due(0); !pace.isOverAt(due); due = pace.due(written)) {
        await(due);
        Message<String> message = flow.next();
        if (message.hasPayload()) {
          message = message.withPayload(stamp(due));
          counted += pace.counts(due) ? 1 : 0;
        }
        producer.send(Topics.record(topic, encoder, message));
        written++;
      }
    }
    return counted;
  }

  private static void await(long due) {
    for (long early = due - System.nanoTime(); early > 0; early = due - System.nanoTime()) {
      LockSupport.parkNanos(early);
    }
  }

  /** A time as text that the light module does not hold back. */
  static String stamp(long time) {
    return time + " ";
  }
}
