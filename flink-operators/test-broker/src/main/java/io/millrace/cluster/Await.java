package io.millrace.cluster;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Waits for what another process does, by asking again. */
public final class Await {

  private static final Duration DEADLINE = Duration.ofMinutes(2);
  private static final long BETWEEN_MILLIS = 50;

  private Await() {}

  /**
   * Asks until there is an answer, for two minutes.
   *
   * @throws TimeoutException if none came
   */
  public static <T> T answer(String what, Callable<Optional<T>> question) throws Exception {
    return answer(what, DEADLINE, question);
  }

  /**
   * Asks until there is an answer. A question that fails with an {@link IOException}, for the process is away or does not
   * answer, is asked again.
   *
   * @throws TimeoutException if none came within this time
   */
  public static <T> T answer(String what, Duration within, Callable<Optional<T>> question)
      throws Exception {
    long deadline = System.nanoTime() + within.toNanos();
    IOException last = null;
    while (System.nanoTime() < deadline) {
      try {
        Optional<T> answer = question.call();
        if (answer.isPresent()) {
          return answer.get();
        }
        last = null;
      } catch (IOException e) {
        last = e;
      }
      Thread.sleep(BETWEEN_MILLIS);
    }
    throw late(what, within, last);
  }

  private static TimeoutException late(String what, Duration within, @Nullable IOException last) {
    TimeoutException late =
        new TimeoutException(what + " did not come within " + within.toSeconds() + " s");
    if (last != null) {
      late.initCause(last);
    }
    return late;
  }

  /**
   * Asks until it is so, for two minutes.
   *
   * @throws TimeoutException if it does not become so
   */
  public static void that(String what, Callable<Boolean> question) throws Exception {
    Boolean unused = answer(what, () -> question.call() ? Optional.of(true) : Optional.empty());
  }

  /** Asks until it is so; false if it does not become so within this time. */
  public static boolean whether(Duration within, Callable<Boolean> question) throws Exception {
    try {
      return answer("it", within, () -> question.call() ? Optional.of(true) : Optional.empty());
    } catch (TimeoutException e) {
      return false;
    }
  }
}
