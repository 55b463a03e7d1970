package io.millrace.flink;

import io.millrace.core.Message;
import io.millrace.core.Parameters;
import io.millrace.core.Status;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/**
 * Hands each message on once, as it is. What is missing is not its affair: the messages behind a gap are handed on when it
 * has been waited for, and whoever is next sees the gap. A request that falls silent without an end is only forgotten.
 */
final class Deduplication<E> extends Sequencer<E, Void, E> {

  private final String name;
  private final RequestMetrics metrics;
  private @Nullable Collector<Message<E>> out;

  Deduplication(
      OperatorSettings settings, KeyedCall<?> call, RequestMetrics metrics, boolean timed) {
    super(settings, call, metrics, timed);
    this.name = settings.name();
    this.metrics = metrics;
  }

  /** Of the limits one says how long a request is remembered: after its end, or where none came, after its last message. */
  static <E> Sequencer.Recipe<E, Void, E> recipe(String name, RequestLimits limits) {
    OperatorSettings settings = new OperatorSettings(
        name,
        limits.withIdle(limits.tombstone()).withGapPolicy(GapPolicy.SKIP),
        UnclaimedParameters.HAND_ON);
    return (context, call, metrics, timed) -> new Deduplication<>(settings, call, metrics, timed);
  }

  @Override
  void turnTo(@Nullable Request<E, Void> request, Collector<Message<E>> collector) {
    if (out != collector) {
      out = collector;
    }
  }

  @Override
  void started(Message<E> message) {}

  @Override
  void take(Message<E> message) {
    send(message);
    if (message.last()) {
      close(message.status().isOk());
    }
  }

  private void send(Message<E> message) {
    metrics.messageOut();
    Objects.requireNonNull(out).collect(message);
  }

  /** One whose place has been taken by another message is no duplicate, for the request would be over. */
  @Override
  boolean cancelsAtOnce(Message<E> cancellation) {
    return cancellation.sequence() < next();
  }

  @Override
  void cancelled(Message<E> cancellation) {
    closeGaps("the request was cancelled");
    take(cancellation);
  }

  @Override
  Optional<Status> conflict(Message<E> message) {
    return message.isSequenced()
        ? super.conflict(message)
        : Optional.of(Status.Code.FAILED_PRECONDITION.because("message " + message.origin()
            + " has no sequence, and cannot be told from its duplicates"));
  }

  @Override
  void superseded(int by) {
    closeGaps("attempt " + by + " took the place of attempt " + attempt());
    if (isOpen()) {
      close(false);
    }
  }

  @Override
  void expired(String why) {
    closeGaps(why);
    if (isOpen()) {
      forget();
    }
  }

  @Override
  void finish(Status status) {
    send(Message.<E>end(requestId(), next(), status).withAttempt(attempt()));
    close(status.isOk());
  }

  @Override
  Keeper keeper() {
    return new Keeper(name, "");
  }

  @Override
  Request<E, Void> leave(Arrivals<E> kept, RequestTimes at) {
    return Request.of(attempt(), 0, null, Map.of(), Parameters.NONE, kept, at, "");
  }

  @Override
  public void close() {}
}
