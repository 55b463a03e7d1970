package io.millrace.examples.cluster;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;

/** Waits for what another process does, by asking again. */
final class Await {

  private static final Duration DEADLINE = Duration.ofMinutes(2);
  private static final long BETWEEN_MILLIS = 50;

  private Await() {}

  /** Asks until there is an answer. */
  static <T> T answer(String what, Callable<Optional<T>> question) throws Exception {
    long deadline = System.nanoTime() + DEADLINE.toNanos();
    while (System.nanoTime() < deadline) {
      Optional<T> answer = question.call();
      if (answer.isPresent()) {
        return answer.get();
      }
      Thread.sleep(BETWEEN_MILLIS);
    }
    throw new AssertionError(what + " did not come within " + DEADLINE.toSeconds() + " s");
  }

  /** Asks until it is so. */
  static void that(String what, Callable<Boolean> question) throws Exception {
    Boolean unused = answer(what, () -> question.call() ? Optional.of(true) : Optional.empty());
  }
}
