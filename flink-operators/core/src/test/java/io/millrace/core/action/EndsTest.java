package io.millrace.core.action;

import static io.millrace.core.action.Counter.COUNT;
import static io.millrace.core.action.Counter.NEW;
import static io.millrace.core.action.Counter.counted;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.Status;
import io.millrace.core.StatusException;
import io.millrace.core.action.Counter.Shape;
import io.millrace.core.action.Outcome.Ending;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Where a request ends, and where it has to. */
@Timeout(60)
class EndsTest {

  private final Recorded hook = new Recorded();

  @ParameterizedTest
  @MethodSource(Way.EVERY_MODE)
  void theEndOfTheGraphBeforeAHaltIsAnOutcomeAndNotASecondRun(Shape shape, Way way) {
    Application application = hook.application(
        Graph.builder()
            .action("counter", shape.action())
            .action("never", shape.action())
            .transition("counter", "never", Condition.when(COUNT, 100L))
            .entry("counter")
            .build(),
        NEW);

    Way.Read read = way.read(application, Request.until(Halt.after("never")), StreamMode.HALTED);

    assertThat(read.items()).isEmpty();
    assertThat(read.get().ending()).isEqualTo(Ending.END_OF_GRAPH);
    assertThat(read.get().action()).isEqualTo("counter");
    assertThat(read.get().result(Long.class)).isEqualTo(1);
    assertThat(read.get().state()).isEqualTo(counted(1, 1L));
    assertThat(hook.count("step counter")).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource
  void aGraphThatHasEndedEndsAgainWithoutAStep(Way way) {
    Application application = hook.single(Shape.FUNCTION.action());
    way.read(application, Request.toTheEnd(), StreamMode.EVERY).get();

    Outcome again = way.read(application, Request.toTheEnd(), StreamMode.EVERY).get();

    assertThat(again)
        .isEqualTo(new Outcome(Ending.END_OF_GRAPH, null, null, application.progress()));
    assertThat(application.progress().sequence()).isEqualTo(1);
  }

  @ParameterizedTest
  @MethodSource(Way.EVERY_MODE)
  void aHaltBeforeTheEntryRunsNothing(Shape shape, Way way) {
    Application application = hook.single(shape.action().withTags("slow"));

    for (Halt halt : List.of(Halt.before("counter"), Halt.beforeTag("slow"))) {
      Way.Read read = way.read(application, Request.until(halt), StreamMode.HALTED);

      assertThat(read.items()).isEmpty();
      assertThat(read.get())
          .isEqualTo(new Outcome(Ending.HALTED_BEFORE, "counter", null, Progress.of(NEW)));
    }
    assertThat(hook.count("step")).isZero();
    Request answer = Request.until(Halt.before("counter")).goingPastEntry();
    assertThat(way.read(application, answer, StreamMode.NONE).get().ending())
        .isEqualTo(Ending.END_OF_GRAPH);
  }

  @ParameterizedTest
  @MethodSource(Way.EVERY_MODE)
  void aHaltAfterTheEntryOrItsTagHaltsThere(Shape shape, Way way) {
    Graph loop = Graph.builder()
        .action("counter", shape.action().withTags("slow"))
        .transition("counter", "counter")
        .entry("counter")
        .build();
    for (Halt halt : List.of(Halt.after("counter"), Halt.afterTag("slow"))) {
      Application application = hook.application(loop, NEW);

      assertThat(way.read(application, Request.until(halt), StreamMode.HALTED).items())
          .isEqualTo(Counter.items(0));
      assertThat(way.read(application, Request.until(halt), StreamMode.HALTED).items())
          .isEqualTo(Counter.items(1));
      assertThat(application.progress().sequence()).isEqualTo(2);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aLoopThatReachesNoHaltEndsAtItsLimit(Way way) {
    Application application = hook.application(
        Graph.builder()
            .action("counter", Shape.FUNCTION.plain())
            .transition("counter", "counter")
            .entry("counter")
            .build(),
        NEW);

    Way.Read read = way.read(application, Request.toTheEnd().withStepLimit(3), StreamMode.NONE);

    assertThat(read.failure())
        .isInstanceOf(StatusException.class)
        .hasMessage(
            "RESOURCE_EXHAUSTED: the request must reach a halt in 3 steps but action 'counter'"
                + " is still to come");
    assertThat(Status.of(read.failure()).code()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
    assertThat(application.state().get(COUNT)).isEqualTo(3);
    assertThat(way.read(application, Request.toTheEnd(), StreamMode.NONE).failure())
        .hasMessageContaining("must reach a halt in 1000 steps");
    assertThat(application.state().get(COUNT)).isEqualTo(1_003);
  }
}
