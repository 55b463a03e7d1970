package io.millrace.flink;

import io.millrace.core.Status;
import io.millrace.core.StatusException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** When a request's time is up, and when it is asked again. All in milliseconds of processing time. */
final class RunTimes {

  private final AsyncLimits limits;
  private final RandomGenerator random = new SplittableRandom();

  RunTimes(AsyncLimits limits) {
    this.limits = limits;
  }

  /** When the run under way is up, if nothing comes of it. */
  long runEnds(Flight<?, ?> flight) {
    long next = flight.silent
        ? plus(flight.runAt, limits.firstElement())
        : plus(flight.elementAt, limits.nextElement());
    return Math.min(next, wholeEnds(flight));
  }

  /** How a request ends whose time is up; empty if it is not. */
  Optional<Status> verdict(Flight<?, ?> flight, long now) {
    if (now >= wholeEnds(flight)) {
      return late("the answer did not end within " + limits.whole());
    }
    if (now < runEnds(flight)) {
      return Optional.empty();
    }
    return late(
        flight.silent
            ? "no element came within " + limits.firstElement()
            : "no element came for " + limits.nextElement());
  }

  private static Optional<Status> late(String why) {
    return Optional.of(Status.Code.DEADLINE_EXCEEDED.because(why));
  }

  /** When a request that failed is asked again: never, unless the failure may pass, and before the request's time is up. */
  OptionalLong retryAt(Flight<?, ?> flight, Throwable failure, long now) {
    if (!(failure instanceof StatusException thrown)
        || !thrown.isRetryable()
        || flight.retries >= limits.retries().most()) {
      return OptionalLong.empty();
    }
    Duration wait = Duration.ofMillis(
        limits.retries().waitMillis(flight.retries + 1, thrown.retryAfter(), random));
    long at = plus(now, wait);
    return at < wholeEnds(flight) ? OptionalLong.of(at) : OptionalLong.empty();
  }

  private long wholeEnds(Flight<?, ?> flight) {
    return plus(flight.startedAt, limits.whole());
  }

  private static long plus(long time, Duration limit) {
    return time + Math.min(limit.toMillis(), Long.MAX_VALUE - time);
  }
}
