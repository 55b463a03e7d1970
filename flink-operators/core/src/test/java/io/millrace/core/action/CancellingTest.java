package io.millrace.core.action;

import static io.millrace.core.action.Counter.COUNT;
import static io.millrace.core.action.Counter.NEW;
import static io.millrace.core.action.Counter.counted;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.core.StatusException;
import io.millrace.core.action.Counter.Shape;
import java.util.Iterator;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Readers that leave, requests that meet, and interrupts. */
@Timeout(60)
class CancellingTest {

  private static final Request AFTER_COUNTER = Request.until(Halt.after("counter"));

  private final Recorded hook = new Recorded();

  @ParameterizedTest
  @EnumSource
  void closingEarlyStopsTheActionAndLeavesTheStateAndSaysSo(Shape shape) {
    Application application = hook.single(shape.action());
    StreamingResult result = application.streamResult(AFTER_COUNTER);
    Iterator<Object> items = result.iterator();
    assertThat(items.next()).isEqualTo(0.1);

    result.close();

    String message = "CANCELLED: the run was cancelled in action 'counter' (step 0, attempt 0); the"
        + " state is as it was before";
    assertThatThrownBy(result::get).isInstanceOf(StatusException.class).hasMessage(message);
    assertThatThrownBy(result::get).hasMessage(message);
    assertThatThrownBy(items::hasNext).hasMessage(message);
    assertThat(application.state()).isEqualTo(NEW);
    assertThat(hook.told).endsWith("step end " + message, "call end " + message);
    result.close();
    assertThat(hook.calls).hasSize(1);
    assertThat(application.run(AFTER_COUNTER).state()).isEqualTo(counted(1, 1L));
  }

  @Test
  void closingEarlyTellsABlockedActionByAnInterruptAndAPushingOneByAnException() throws Exception {
    CompletableFuture<Throwable> stopped = new CompletableFuture<>();
    CountDownLatch blocks = new CountDownLatch(1);
    Action<Double, Long> action =
        Action.of(Double.class, Long.class).writes(COUNT).stream((state, inputs, out) -> {
          try {
            out.accept(0.1);
            blocks.countDown();
            new CountDownLatch(1).await();
          } catch (InterruptedException | CancellationException e) {
            stopped.complete(e);
            throw e;
          }
          return new Final<>(1L, state.update(COUNT, 1L));
        });
    Execution execution = hook.single(action).streamAsync(AFTER_COUNTER, StreamMode.HALTED);
    Way.Collecting reader = new Way.Collecting();
    execution.subscribe(reader);
    blocks.await();

    execution.cancel();

    assertThat(stopped.get()).isInstanceOf(InterruptedException.class);
    CompletableFuture<Throwable> pushing = new CompletableFuture<>();
    try (StreamingResult result =
        hook.single(pushingForEver(pushing)).streamResult(AFTER_COUNTER)) {
      assertThat(result.iterator().next()).isEqualTo(0.1);
    }
    assertThat(pushing.get())
        .isInstanceOf(CancellationException.class)
        .hasMessage("the action was cancelled");
  }

  private static Action<Double, Long> pushingForEver(CompletableFuture<Throwable> stopped) {
    return Action.of(Double.class, Long.class).writes(COUNT).stream((state, inputs, out) -> {
      try {
        while (true) {
          out.accept(0.1);
        }
      } catch (CancellationException e) {
        stopped.complete(e);
        throw e;
      }
    });
  }

  @ParameterizedTest
  @EnumSource
  void overlappingRequestsAreRefused(Shape shape) {
    Application application = hook.single(shape.action());
    try (StreamingResult result = application.streamResult(AFTER_COUNTER)) {
      assertThat(result.iterator().next()).isEqualTo(0.1);

      assertThatThrownBy(() -> application.run(AFTER_COUNTER))
          .isInstanceOf(StatusException.class)
          .hasMessage("FAILED_PRECONDITION: application 'app' must run one request at a time but"
              + " another is under way");

      assertThat(result.get().state()).isEqualTo(counted(1, 1L));
    }
    assertThat(hook.calls).hasSize(1);
  }

  @Test
  void aReaderThatIsInterruptedCancelsTheRun() {
    Application application = hook.single(Shape.FUNCTION.action());
    try (StreamingResult result = application.streamResult(AFTER_COUNTER)) {
      Thread.currentThread().interrupt();

      assertThatThrownBy(result::get)
          .isInstanceOf(StatusException.class)
          .hasMessage("CANCELLED: the reader was interrupted; the run was cancelled");
      assertThat(Thread.interrupted()).isTrue();
    }
    assertThat(application.state()).isEqualTo(NEW);
    assertThat(Optional.of(application.run(AFTER_COUNTER).state())).contains(counted(1, 1L));
  }

  @Test
  void anInterruptThatAnActionMetIsKeptForItsCaller() {
    Action<Void, Long> waiting = Action.of(Long.class).run((state, inputs) -> {
      new CountDownLatch(1).await();
      return new Final<>(1L, state);
    });
    Application application = hook.single(waiting.withRetry(Retry.attempts(5)));
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> application.run(Request.toTheEnd()))
        .isInstanceOf(StatusException.class)
        .hasMessageStartingWith("CANCELLED: ");
    assertThat(Thread.interrupted()).isTrue();
    assertThat(application.state()).isEqualTo(NEW);
  }
}
