package io.millrace.testkit.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.core.action.Action;
import io.millrace.core.action.Application;
import io.millrace.core.action.Final;
import io.millrace.core.action.Graph;
import io.millrace.core.action.Outcome;
import io.millrace.core.action.Request;
import io.millrace.core.action.Retry;
import io.millrace.core.action.State;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ManualTimerTest {

  private final ManualTimer timer = new ManualTimer();
  private final List<String> ran = new ArrayList<>();

  @Test
  void whatIsDueRunsInItsOrderAndNotBefore() {
    timer.after(Duration.ofSeconds(2), () -> ran.add("two"));
    timer.after(Duration.ofSeconds(1), () -> ran.add("one"));
    timer.after(Duration.ofSeconds(1), () -> ran.add("one again"));

    timer.advance(Duration.ofMillis(999));
    assertThat(ran).isEmpty();
    timer.advance(Duration.ofMillis(1));
    assertThat(ran).containsExactly("one", "one again");
    assertThat(timer.waiting()).isEqualTo(1);
    timer.advance(Duration.ofHours(1));
    assertThat(ran).containsExactly("one", "one again", "two");
  }

  @Test
  void whatATaskGivesRunsInTheSameMoveIfItIsDueByThen() {
    timer.after(
        Duration.ofSeconds(1), () -> timer.after(Duration.ofSeconds(1), () -> ran.add("second")));

    timer.advance(Duration.ofSeconds(2));

    assertThat(ran).containsExactly("second");
  }

  @Test
  void aRetryComesWhenTheTimeIsMoved() {
    AtomicInteger attempts = new AtomicInteger();
    Action<Void, String> flaky = Action.of(String.class)
        .runAsync((state, inputs) -> attempts.incrementAndGet() == 1
            ? CompletableFuture.failedFuture(new IllegalStateException("not yet"))
            : CompletableFuture.completedFuture(new Final<>("done", state)))
        .withRetry(Retry.attempts(2));
    CompletableFuture<Outcome> outcome = Application.builder("a", Graph.of("flaky", flaky))
        .state(State.EMPTY)
        .executor(Runnable::run)
        .timer(timer)
        .build()
        .runAsync(Request.toTheEnd())
        .toCompletableFuture();

    assertThat(outcome).isNotDone();
    timer.advance(Duration.ofMinutes(1));
    assertThat(outcome.join().result(String.class)).isEqualTo("done");
  }

  @Test
  void timeDoesNotGoBack() {
    assertThatThrownBy(() -> timer.advance(Duration.ofSeconds(-1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("time must not be negative but was PT-1S");
  }
}
