package io.millrace.core.action;

import static io.millrace.core.action.Counter.NEW;
import static io.millrace.core.action.Counter.counted;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.core.action.Counter.Shape;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Flow;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Where a hook that may fail fails, and what becomes of subscribers and hooks that break all rules. */
@Timeout(60)
class HookFailuresTest {

  private static final Request AFTER_COUNTER = Request.until(Halt.after("counter"));

  private final Recorded hook = new Recorded();

  @ParameterizedTest
  @EnumSource
  void atTheStartOfTheCallNothingRuns(Way way) {
    Application application = failing(new Hook() {
      @Override
      public void callStarted(Call call) {
        throw new IllegalStateException("not today");
      }
    });

    Way.Read read = way.read(application, AFTER_COUNTER, StreamMode.HALTED);

    assertThat(read.failure())
        .hasMessageEndingWith("failed at callStarted of application 'app':"
            + " java.lang.IllegalStateException: not today");
    assertThat(hook.count("step")).isZero();
    assertThat(hook.calls).hasSize(1);
    assertThat(application.state()).isEqualTo(NEW);
  }

  @ParameterizedTest
  @EnumSource
  void atTheStartOfTheStepItIsOverBeforeItRuns(Way way) {
    Application application = failing(new Hook() {
      @Override
      public void stepStarted(Step step) {
        throw new IllegalStateException("not this");
      }
    });

    Way.Read read = way.read(application, AFTER_COUNTER, StreamMode.HALTED);

    assertThat(read.items()).isEmpty();
    assertThat(read.failure()).isInstanceOf(StepFailedException.class);
    assertThat(hook.told).hasSize(4).contains("step counter 0.0");
    assertThat(application.progress()).isEqualTo(new Progress(NEW, null, null, 0, 1));
  }

  @ParameterizedTest
  @EnumSource
  void atTheEndOfTheStepTheStateIsAsItWas(Way way) {
    Application application = failing(new Hook() {
      @Override
      public void stepEnded(Step step, StepEnd end) {
        throw new IllegalStateException("not so");
      }
    });

    Way.Read read = way.read(application, AFTER_COUNTER, StreamMode.HALTED);

    assertThat(read.items()).hasSize(10);
    assertThat(read.failure()).isInstanceOf(StepFailedException.class);
    assertThat(application.state()).isEqualTo(NEW);
    assertThat(hook.ends).hasSize(1);
    assertThat(hook.calls)
        .singleElement()
        .satisfies(end -> assertThat(end.state()).isEqualTo(NEW));
  }

  @ParameterizedTest
  @EnumSource
  void atTheEndOfTheCallTheStepsStay(Way way) {
    Application application = failing(new Hook() {
      @Override
      public void callEnded(Call call, CallEnd end) {
        throw new IllegalStateException("not well");
      }
    });

    Way.Read read = way.read(application, AFTER_COUNTER, StreamMode.HALTED);

    assertThat(read.failure()).hasMessageContaining("failed at callEnded");
    assertThat(application.state()).isEqualTo(counted(1, 1L));
  }

  @ParameterizedTest
  @EnumSource
  void anErrorInAHookEndsTheRunAndLeavesTheApplicationUsable(Way way) {
    Hook broken = new Hook() {
      @Override
      public void item(RunEvent.Item item) {
        if (item.index() == 4 && item.step().attempt() == 0) {
          throw new StackOverflowError("deep");
        }
      }
    };
    Application application = Application.builder("app", Graph.of("counter", Shape.CLASS.action()))
        .state(NEW)
        .hooks(broken, hook)
        .build();

    assertThatThrownBy(() -> {
          Way.Read read = way.read(application, AFTER_COUNTER, StreamMode.HALTED);
          throw read.failure();
        })
        .isInstanceOf(StackOverflowError.class)
        .hasMessage("deep");
    assertThat(application.state()).isEqualTo(NEW);
    assertThat(hook.ends).hasSize(1);
    assertThat(hook.calls).hasSize(1);
    assertThat(way.read(application, AFTER_COUNTER, StreamMode.HALTED).get().state())
        .isEqualTo(counted(1, 1L));
  }

  @Test
  void aSubscriberThatThrowsEndsTheRun() {
    Application application = Application.builder(
            "app", Graph.of("counter", Shape.FUNCTION.action()))
        .state(NEW)
        .hooks(hook)
        .build();
    Execution execution = application.streamAsync(AFTER_COUNTER, StreamMode.HALTED);
    execution.subscribe(new Rude(1));

    assertThatThrownBy(() -> execution.outcome().toCompletableFuture().join())
        .isInstanceOf(CompletionException.class)
        .hasRootCauseMessage("no more");
    assertThat(hook.calls).hasSize(1);
    assertThat(application.state()).isEqualTo(NEW);
    assertThat(application.run(AFTER_COUNTER).state()).isEqualTo(counted(1, 1L));
  }

  @Test
  void aSubscriberThatAsksForNothingIsRefusedAndTheRunCancelled() {
    Application application =
        Application.of("app", Graph.of("counter", Shape.FUNCTION.action()), NEW);
    Execution execution = application.streamAsync(AFTER_COUNTER, StreamMode.HALTED);
    execution.subscribe(new Rude(0));

    assertThatThrownBy(() -> execution.outcome().toCompletableFuture().join())
        .hasRootCauseMessage("CANCELLED: the run was cancelled in action 'counter' (step 0, attempt"
            + " 0); the state is as it was before");
  }

  private Application failing(Hook first) {
    return Application.builder("app", Graph.of("counter", Shape.FUNCTION.action()))
        .state(NEW)
        .hooks(Hooks.of(first, hook).failing().reporting(failure -> {}))
        .build();
  }

  private record Rude(long asks) implements Flow.Subscriber<RunEvent> {
    @Override
    public void onSubscribe(Flow.Subscription subscription) {
      subscription.request(asks);
    }

    @Override
    public void onNext(RunEvent event) {
      throw new IllegalStateException("no more");
    }

    @Override
    public void onError(Throwable cause) {}

    @Override
    public void onComplete() {}
  }
}
