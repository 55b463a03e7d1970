package io.millrace.flink;

import io.millrace.core.action.Action;
import io.millrace.core.action.Condition;
import io.millrace.core.action.Field;
import io.millrace.core.action.Final;
import io.millrace.core.action.Graph;
import io.millrace.core.action.Inputs;
import io.millrace.core.action.State;
import io.millrace.core.action.StreamingAction;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** The scenario of the seed on Flink: an action that streams count + 0.1 … count + 1.0, and ends in count + 1. */
final class Counting {

  static final Field<Long> COUNT = Field.ofLong("count");
  static final Field<List<Long>> TRACKER = Field.listOf("tracker", Long.class);
  static final State NEW = State.of(COUNT, 0L).update(TRACKER, List.of());

  private Counting() {}

  /** The ways to write it. */
  enum Way {
    FUNCTION,
    ASYNC_FUNCTION,
    CLASS;

    Action<Double, Long> action() {
      var declared = Action.of(Double.class, Long.class).reads(COUNT).writes(COUNT, TRACKER);
      return switch (this) {
        case FUNCTION -> declared.stream((state, inputs, out) -> counted(state, out));
        case ASYNC_FUNCTION ->
          declared.streamAsync(
              (state, inputs, out) -> CompletableFuture.supplyAsync(() -> counted(state, out)));
        case CLASS -> Action.of(new Streaming());
      };
    }

    /** Without intermediate results. */
    Action<Void, Long> silent() {
      var declared = Action.of(Long.class).reads(COUNT).writes(COUNT, TRACKER);
      return this == ASYNC_FUNCTION
          ? declared.runAsync(
              (state, inputs) -> CompletableFuture.supplyAsync(() -> counted(state, item -> {})))
          : declared.run((state, inputs) -> counted(state, item -> {}));
    }

    /** Ten silent steps, and the one that streams. */
    Graph loop(boolean streams) {
      return Graph.builder()
          .action("silent", silent())
          .action("counter", streams ? action() : silent())
          .transition("silent", "counter", Condition.when(COUNT, 10L))
          .transition("silent", "silent")
          .transition("counter", "silent")
          .entry("silent")
          .build();
    }

    /** Two that stream. */
    Graph two() {
      return Graph.builder()
          .action("first", action())
          .action("second", action())
          .transition("first", "second")
          .transition("second", "first")
          .entry("first")
          .build();
    }
  }

  static List<Double> items(long count) {
    return java.util.stream.IntStream.rangeClosed(1, 10)
        .mapToObj(i -> count + i / 10.0)
        .toList();
  }

  private static Final<Long> counted(State state, Consumer<? super Double> out) {
    long count = state.get(COUNT);
    items(count).forEach(out);
    return new Final<>(count + 1, tracked(state, count + 1));
  }

  private static State tracked(State state, long count) {
    return state.update(COUNT, count).append(TRACKER, count);
  }

  private record Streaming() implements StreamingAction<Double, Long> {
    @Override
    public Class<Double> itemType() {
      return Double.class;
    }

    @Override
    public Class<Long> resultType() {
      return Long.class;
    }

    @Override
    public List<Field<?>> reads() {
      return List.of(COUNT);
    }

    @Override
    public List<Field<?>> writes() {
      return List.of(COUNT, TRACKER);
    }

    @Override
    public Long streamRun(State state, Inputs inputs, Consumer<? super Double> out) {
      items(state.get(COUNT)).forEach(out);
      return state.get(COUNT) + 1;
    }

    @Override
    public State update(Long result, State state) {
      return tracked(state, result);
    }
  }
}
