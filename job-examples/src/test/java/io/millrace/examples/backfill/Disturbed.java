package io.millrace.examples.backfill;

import io.millrace.core.Message;
import io.millrace.core.Origin;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.kafka.common.TopicPartition;

/**
 * Passes messages on, slowly enough to be stopped in the middle; or fails once, at the first message from behind the seam.
 * What it does is the JVM's, for the task that is restored is another object.
 */
public final class Disturbed<T> implements MapFunction<Message<T>, Message<T>> {

  private static final long serialVersionUID = 1L;

  private static volatile Duration pause = Duration.ZERO;
  private static volatile Map<TopicPartition, Long> seam = Map.of();
  private static final AtomicBoolean FAILED = new AtomicBoolean();

  /** Does not disturb from now on. */
  static void calm() {
    pause = Duration.ZERO;
    seam = Map.of();
  }

  /** Takes so long over a message. */
  static void slowDown(Duration newPause) {
    pause = newPause;
  }

  /** Fails once at the first message from these offsets on. */
  static void failAt(Map<TopicPartition, Long> newSeam) {
    FAILED.set(false);
    seam = newSeam;
  }

  /** Whether it has failed. */
  static boolean hasFailed() {
    return FAILED.get();
  }

  @Override
  public Message<T> map(Message<T> message) {
    LockSupport.parkNanos(pause.toNanos());
    Origin origin = Objects.requireNonNull(message.origin());
    Long first = seam.get(new TopicPartition(origin.topic(), origin.partition()));
    if (first != null && origin.offset() >= first && FAILED.compareAndSet(false, true)) {
      throw new IllegalStateException("thrown once, on purpose");
    }
    return message;
  }
}
