package io.millrace.core.action;

import static io.millrace.core.action.Counter.NEW;
import static io.millrace.core.action.Counter.counted;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.action.Counter.Shape;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a hook that raises does to the run it is told of. */
@Timeout(60)
class RaisingHooksTest {

  private static final Request AFTER_COUNTER = Request.until(Halt.after("counter"));

  private final Recorded hook = new Recorded();

  @ParameterizedTest
  @MethodSource(Way.EVERY_MODE)
  void aHookThatRaisesIsReportedAndChangesNothing(Shape shape, Way way) {
    List<HookFailure> reported = new ArrayList<>();
    Hook raising = new Raising();
    Application application = Application.builder("app", Graph.of("counter", shape.action()))
        .state(NEW)
        .hooks(Hooks.of(raising, hook).reporting(reported::add))
        .build();

    Way.Read read = way.read(application, AFTER_COUNTER, StreamMode.HALTED);

    assertThat(read.items()).isEqualTo(Counter.items(0));
    assertThat(read.get().state()).isEqualTo(counted(1, 1L));
    assertThat(hook.told).hasSize(16);
    assertThat(reported).hasSize(16).allSatisfy(failure -> {
      assertThat(failure.hook()).isSameAs(raising);
      assertThat(failure.error()).hasMessage("no hook");
    });
    assertThat(reported)
        .extracting(HookFailure::event)
        .startsWith("callStarted", "stepStarted", "streamStarted", "item")
        .endsWith("item", "streamEnded", "stepEnded", "callEnded");
  }

  @ParameterizedTest
  @MethodSource(Way.EVERY_MODE)
  void aHookThatRaisesFailsItsStepIfSetSo(Shape shape, Way way) {
    Application application = Application.builder("app", Graph.of("counter", shape.action()))
        .state(NEW)
        .hooks(Hooks.of(new RaisingAtTheThird(), hook).failing().reporting(failure -> {}))
        .build();

    Way.Read read = way.read(application, AFTER_COUNTER, StreamMode.HALTED);

    assertThat(read.items()).isEqualTo(Counter.items(0).subList(0, 2));
    assertThat(read.failure())
        .isInstanceOf(StepFailedException.class)
        .hasMessageEndingWith(
            "failed at item of application 'app': java.lang.IllegalStateException: no third");
    assertThat(application.state()).isEqualTo(NEW);
    assertThat(hook.told.subList(0, 6))
        .containsExactly(
            "call app", "step counter 0.0", "stream counter 0.0", "item 0", "item 1", "item 2");
    assertThat(hook.count("step end")).isEqualTo(1);
    assertThat(hook.count("call end")).isEqualTo(1);
  }

  private static final class Raising implements Hook {
    private static void raise() {
      throw new IllegalStateException("no hook");
    }

    @Override
    public void callStarted(Call call) {
      raise();
    }

    @Override
    public void stepStarted(Step step) {
      raise();
    }

    @Override
    public void streamStarted(Step step) {
      raise();
    }

    @Override
    public void item(RunEvent.Item item) {
      raise();
    }

    @Override
    public void streamEnded(Step step, long items) {
      raise();
    }

    @Override
    public void stepEnded(Step step, StepEnd end) {
      raise();
    }

    @Override
    public void callEnded(Call call, CallEnd end) {
      raise();
    }
  }

  private static final class RaisingAtTheThird implements Hook {
    @Override
    public void item(RunEvent.Item item) {
      if (item.index() == 2) {
        throw new IllegalStateException("no third");
      }
    }
  }
}
