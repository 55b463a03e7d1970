package io.millrace.flink;

import io.millrace.core.Message;
import io.millrace.core.Status;
import io.millrace.core.task.StateType.Both;
import java.util.Objects;
import java.util.function.Supplier;
import org.apache.flink.api.common.functions.AggregateFunction;

/**
 * A {@link TaskAggregate} as a window takes it: it minds attempts, and keeps a module's exception, for an aggregate can end
 * no request. What it accumulates is a message whose payload is the aggregate's accumulator and whose status is how the
 * request stands, and the stack trace of a failure that happened here.
 */
final class WindowAggregate<IE, S, O>
    implements AggregateFunction<
        Message<Taken<IE>>,
        Both<Message<Accumulated<S>>, String>,
        Both<Message<Accumulated<S>>, String>> {

  private static final long serialVersionUID = 1L;

  /** The name of the request of an accumulator that has taken nothing yet; the first message says the right one. */
  private static final String NOBODY = "-";

  private final TaskAggregate<IE, S, O> aggregate;

  WindowAggregate(TaskAggregate<IE, S, O> aggregate) {
    this.aggregate = aggregate;
  }

  @Override
  public Both<Message<Accumulated<S>>, String> createAccumulator() {
    return new Both<>(Message.of(NOBODY, 0, aggregate.createAccumulator()), "");
  }

  @Override
  public Both<Message<Accumulated<S>>, String> add(
      Message<Taken<IE>> message, Both<Message<Accumulated<S>>, String> kept) {
    Message<Accumulated<S>> soFar = kept.first();
    boolean newAttempt = message.attempt() > soFar.attempt();
    if (message.attempt() < soFar.attempt() || (!newAttempt && !soFar.status().isOk())) {
      return kept;
    }
    Accumulated<S> before =
        newAttempt ? aggregate.createAccumulator() : Objects.requireNonNull(soFar.payload());
    Taken<IE> taken = message.payload();
    Message<?> latest = newAttempt || message.sequence() == 0 ? message : carrying(soFar, message);
    return guarded(latest, before, () -> taken == null ? before : aggregate.add(taken, before));
  }

  /** The message with what came with the first: headers, and parameters, which only a message of sequence 0 can have. */
  private static Message<?> carrying(Message<?> first, Message<?> message) {
    return new Message<>(
        message.requestId(),
        message.attempt(),
        first.parameters().isEmpty() ? message.sequence() : 0,
        null,
        first.parameters(),
        first.headers().isEmpty() ? message.headers() : first.headers(),
        message.last(),
        message.status(),
        message.origin());
  }

  /** Flink says nothing of the order of the two: the elements' sequence does. */
  @Override
  public Both<Message<Accumulated<S>>, String> merge(
      Both<Message<Accumulated<S>>, String> one, Both<Message<Accumulated<S>>, String> other) {
    int newer = Integer.compare(one.first().attempt(), other.first().attempt());
    if (newer != 0) {
      return newer > 0 ? one : other;
    }
    if (!one.first().status().isOk() || !other.first().status().isOk()) {
      return one.first().status().isOk() ? other : one;
    }
    boolean inOrder = one.first().sequence() <= other.first().sequence();
    Message<Accumulated<S>> earlier = inOrder ? one.first() : other.first();
    Message<Accumulated<S>> later = inOrder ? other.first() : one.first();
    Accumulated<S> first = Objects.requireNonNull(earlier.payload());
    Accumulated<S> second = Objects.requireNonNull(later.payload());
    return guarded(carrying(earlier, later), first, () -> aggregate.merge(first, second));
  }

  private static <S> Both<Message<Accumulated<S>>, String> guarded(
      Message<?> latest, Accumulated<S> before, Supplier<Accumulated<S>> step) {
    try {
      return new Both<>(accumulated(latest, step.get(), latest.status()), "");
    } catch (Exception e) {
      Blame.rethrowInterrupt(e);
      return new Both<>(accumulated(latest, before, Status.of(e)), DeadLetter.stackTraceOf(e));
    }
  }

  private static <S> Message<Accumulated<S>> accumulated(
      Message<?> latest, Accumulated<S> payload, Status status) {
    return new Message<>(
        latest.requestId(),
        latest.attempt(),
        latest.sequence(),
        payload,
        latest.parameters(),
        latest.headers(),
        !status.isOk(),
        status,
        latest.origin());
  }

  @Override
  public Both<Message<Accumulated<S>>, String> getResult(
      Both<Message<Accumulated<S>>, String> kept) {
    return kept;
  }
}
