package io.millrace.flink;

import io.millrace.core.Status;
import org.jspecify.annotations.Nullable;

/**
 * What Flink's state keeps of a request under way or queued. Public only because Flink's serializer of records must see it.
 *
 * @param call the request
 * @param attempt the greatest attempt it was run under; 0 if it was not yet
 * @param started how many steps are over
 * @param arrivedAt when it came, in milliseconds
 * @param timestamp its event time; {@code Long.MIN_VALUE} if it has none
 * @param held the watermark that waits for it to end; {@code Long.MIN_VALUE} if none does
 * @param verdict how it is to end as soon as it has a number; null if it is to run
 * @param isKept whether its end is to be remembered
 * @param isForked whether the state is there that its application is forked from
 */
public record ActionPending(
    ActionCall call,
    int attempt,
    int started,
    long arrivedAt,
    long timestamp,
    long held,
    @Nullable Status verdict,
    boolean isKept,
    boolean isForked) {

  /** One that has just come. */
  static ActionPending of(ActionCall call, long arrivedAt, long timestamp) {
    return new ActionPending(
        call, 0, 0, arrivedAt, timestamp, HeldWatermarks.NONE, null, true, false);
  }

  /** The same, to end like this; a request that was refused may be asked again, so its end is not kept. */
  ActionPending ending(Status newVerdict, boolean kept) {
    return new ActionPending(
        call, attempt, started, arrivedAt, timestamp, held, newVerdict, kept, isForked);
  }

  /** The same, its application forked. */
  ActionPending forked() {
    return new ActionPending(
        call, attempt, started, arrivedAt, timestamp, held, verdict, isKept, true);
  }

  /** Whether it cannot run before the state is there from which its application is forked. */
  boolean awaitsFork() {
    return call.fork() != null && !isForked && verdict == null;
  }

  /** The same, run so far. */
  ActionPending run(int newAttempt, int newStarted) {
    return new ActionPending(
        call, newAttempt, newStarted, arrivedAt, timestamp, held, verdict, isKept, isForked);
  }

  /** The same, with the watermark that waits for it. */
  ActionPending holding(long newHeld) {
    return new ActionPending(
        call, attempt, started, arrivedAt, timestamp, newHeld, verdict, isKept, isForked);
  }
}
