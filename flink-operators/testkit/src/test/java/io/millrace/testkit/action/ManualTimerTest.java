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
import org.junit.jupiter.api.Timeout;

@Timeout(60)
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

  @Test
  void aTaskThatMovesTheTimeMovesItForAll() {
    timer.after(Duration.ofSeconds(1), () -> timer.advance(Duration.ofSeconds(5)));

    timer.after(Duration.ofSeconds(7), () -> ran.add("at seven"));
    timer.advance(Duration.ofSeconds(2));

    // It is second 6 now, and not second 2 again.
    timer.advance(Duration.ofMillis(999));
    assertThat(ran).isEmpty();
    timer.advance(Duration.ofMillis(1));
    assertThat(ran).containsExactly("at seven");
  }

  @Test
  void aWaitIsNotNegative() {
    assertThatThrownBy(() -> timer.after(Duration.ofMillis(-1), () -> ran.add("never")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("wait must not be negative but was PT-0.001S");
    assertThat(timer.waiting()).isZero();
  }

  @Test
  void aRetryOnAnotherThreadIsWaitedForBeforeTheTimeIsMoved() throws InterruptedException {
    AtomicInteger attempts = new AtomicInteger();
    Action<Void, String> flaky = Action.of(String.class)
        .run((state, inputs) -> {
          if (attempts.incrementAndGet() == 1) {
            throw new IllegalStateException("not yet");
          }
          return new Final<>("done", state);
        })
        .withRetry(Retry.attempts(2));
    CompletableFuture<ActionRan> run =
        CompletableFuture.supplyAsync(ActionTrial.of(flaky).timer(timer)::run);

    timer.awaitWaiting(1);
    assertThat(run).isNotDone();
    timer.advance(Duration.ofMinutes(1));
    assertThat(run.join().result()).isEqualTo("done");
  }

  @Test
  void anActionIsOverItsLimitWhenTheTimeIsMoved() {
    Action<String, String> slow = Action.of(String.class, String.class).stream(
            (state, inputs, out) -> {
              out.accept("one");
              timer.advance(Duration.ofHours(1));
              out.accept("two");
              return new Final<>("done", state);
            })
        .withTimeLimit(Duration.ofMinutes(59));

    ActionRan run = ActionTrial.of(slow).timer(timer).run();

    assertThat(run.items()).containsExactly("one");
    assertThat(run.cause().orElseThrow())
        .hasMessage("DEADLINE_EXCEEDED: it must end within PT59M but has not");
  }
}
