package io.millrace.kafka;

import io.millrace.core.Status;
import io.millrace.core.action.Action;
import io.millrace.core.action.Condition;
import io.millrace.core.action.Field;
import io.millrace.core.action.Final;
import io.millrace.core.action.Graph;
import io.millrace.core.action.Input;
import io.millrace.core.action.State;
import io.millrace.flink.ActionSetup;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;

/** Counts, in the ways that a request asks for: each is the name of the action that follows {@code ask}. */
public final class CounterGraph {

  static final Field<String> HOW = Field.ofString("how");
  static final Field<Long> COUNT = Field.ofLong("count");
  static final Field<List<Long>> TRACKER = Field.listOf("tracker", Long.class);

  /** An intermediate result that is more than one value. */
  public record Tick(long number, String text) {}

  private CounterGraph() {}

  static ActionSetup setup() {
    return ActionSetup.of(graph())
        .withInitial(State.EMPTY.update(COUNT, 0L).update(TRACKER, List.of()));
  }

  static Graph graph() {
    var builder = Graph.builder()
        .action("ask", ask())
        .action("count", count())
        .action("plain", plain())
        .action("fail", fail())
        .action("hang", hang())
        .action("survive", survive())
        .entry("ask");
    Stream.of("count", "plain", "fail", "hang", "survive")
        .forEach(name ->
            builder.transition("ask", name, Condition.when(HOW, name)).transition(name, "ask"));
    return builder.build();
  }

  private static Action<Void, String> ask() {
    return Action.of(String.class)
        .inputs(Input.required(HOW))
        .writes(HOW)
        .run((state, inputs) -> new Final<>(inputs.get(HOW), state.update(HOW, inputs.get(HOW))));
  }

  /** Ten intermediate results on the way to the next number. */
  private static Action<Double, Long> count() {
    return Action.of(Double.class, Long.class).reads(COUNT).writes(COUNT, TRACKER).stream(
        (state, inputs, out) -> {
          long count = state.get(COUNT);
          for (int tenth = 1; tenth <= 10; tenth++) {
            out.accept(count + tenth / 10.0);
          }
          return counted(state, count + 1);
        });
  }

  private static Action<Void, Long> plain() {
    return Action.of(Long.class)
        .reads(COUNT)
        .writes(COUNT, TRACKER)
        .run((state, inputs) -> counted(state, state.get(COUNT) + 1));
  }

  private static Final<Long> counted(State state, long count) {
    return new Final<>(count, state.update(COUNT, count).append(TRACKER, count));
  }

  private static Action<Tick, Long> fail() {
    return Action.of(Tick.class, Long.class).reads(COUNT).writes(COUNT).stream(
        (state, inputs, out) -> {
          out.accept(new Tick(state.get(COUNT), "first"));
          throw Status.Code.RESOURCE_EXHAUSTED.because("no numbers left").asException();
        });
  }

  /** One intermediate result, and then nothing until it is interrupted. */
  private static Action<Tick, Long> hang() {
    return Action.of(Tick.class, Long.class).reads(COUNT).writes(COUNT, TRACKER).stream(
        (state, inputs, out) -> {
          out.accept(new Tick(state.get(COUNT), "hangs"));
          new CountDownLatch(1).await();
          return counted(state, -1);
        });
  }

  /** Goes on until the job has failed as often as it was told to; then three more. */
  private static Action<Tick, Long> survive() {
    return Action.of(Tick.class, Long.class).reads(COUNT).writes(COUNT, TRACKER).stream(
        (state, inputs, out) -> {
          long number = 0;
          while (FailingTimes.left() > 0) {
            out.accept(new Tick(number++, "before"));
          }
          for (int i = 0; i < 3; i++) {
            out.accept(new Tick(number++, "after"));
          }
          return counted(state, state.get(COUNT) + 1);
        });
  }
}
