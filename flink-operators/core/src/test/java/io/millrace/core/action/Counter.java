package io.millrace.core.action;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Spliterators;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * The scenario of the seed: an action that streams count + 0.1 … count + 1.0, and ends in count + 1; and its silent twin.
 * Public, for engines in other modules are held to it too.
 */
public final class Counter {

  public static final Field<Long> COUNT = Field.ofLong("count");
  public static final Field<List<Long>> TRACKER = Field.listOf("tracker", Long.class);
  public static final State NEW = State.of(COUNT, 0L).update(TRACKER, List.of());

  private Counter() {}

  /** The ways to write one. */
  public enum Shape {
    FUNCTION,
    ASYNC_FUNCTION,
    ITERATOR,
    STREAM,
    PUBLISHER,
    CLASS,
    ITERATOR_CLASS,
    STREAM_CLASS,
    PUBLISHER_CLASS,
    ASYNC_CLASS;

    boolean isClass() {
      return name().endsWith("CLASS");
    }

    /** As it should be. */
    public Action<Double, Long> action() {
      return action(Spec.GOOD);
    }

    /** As the spec says. */
    public Action<Double, Long> action(Spec spec) {
      return action(spec, Long.class);
    }

    /** Of any type, so that nothing is cast before the result is looked at. */
    private <R> Action<Double, R> action(Spec spec, Class<R> type) {
      var declared =
          Action.of(Double.class, type).reads(COUNT).writes(spec.writes().toArray(Field<?>[]::new));
      return switch (this) {
        case CLASS -> Action.of(new CounterClasses.Pushing<>(spec, type));
        case ITERATOR_CLASS, STREAM_CLASS, PUBLISHER_CLASS, ASYNC_CLASS ->
          Action.of(new CounterClasses.Sourcing<>(this, spec, type));
        case FUNCTION -> declared.stream((state, inputs, out) -> spec.end(state, out));
        case ASYNC_FUNCTION ->
          declared.streamAsync(
              (state, inputs, out) -> CompletableFuture.supplyAsync(() -> spec.end(state, out)));
        case ITERATOR, STREAM, PUBLISHER ->
          declared.streamFrom((state, inputs) -> Counter.<R>source(this, spec, state)
              .map(result -> new Final<>(result, spec.updated(state))));
      };
    }

    /** Without intermediate results. */
    public Action<Void, Long> plain() {
      return switch (this) {
        case CLASS, ITERATOR_CLASS, STREAM_CLASS, PUBLISHER_CLASS, ASYNC_CLASS ->
          Action.of(new CounterClasses.Silent());
        case ASYNC_FUNCTION, PUBLISHER ->
          Action.of(Long.class)
              .reads(COUNT)
              .writes(COUNT, TRACKER)
              .runAsync((state, inputs) -> CompletableFuture.supplyAsync(() -> counted(state)));
        default ->
          Action.of(Long.class)
              .reads(COUNT)
              .writes(COUNT, TRACKER)
              .run((state, inputs) -> counted(state));
      };
    }
  }

  /** How it goes. */
  public record Spec(
      int items, Outcome outcome, List<Field<?>> writes, BiFunction<State, Long, State> update) {

    /** What it ends in: an exception, or something in place of count + 1, or that. */
    public record Outcome(List<RuntimeException> failure, List<Object> result) {
      /** Count + 1. */
      public static final Outcome WELL = new Outcome(List.of(), List.of());
    }

    /** Ten items, and all that is declared is written. */
    public static final Spec GOOD =
        new Spec(10, Outcome.WELL, List.of(COUNT, TRACKER), Counter::tracked);

    /** With an exception after so many items. */
    public Spec failingAfter(int newItems, RuntimeException failure) {
      return new Spec(newItems, new Outcome(List.of(failure), List.of()), writes, update);
    }

    /** With another result. */
    public Spec endingIn(Object result) {
      return new Spec(items, new Outcome(List.of(), List.of(result)), writes, update);
    }

    /** With another update of the state. */
    public Spec updating(BiFunction<State, Long, State> newUpdate) {
      return new Spec(items, outcome, writes, newUpdate);
    }

    /** Declaring other writes. */
    public Spec writing(Field<?>... newWrites) {
      return new Spec(items, outcome, List.of(newWrites), update);
    }

    /** What generics promise, and erasure lets an author break. */
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private <T> T result(long count) {
      return (T)
          (outcome.result().isEmpty() ? (Object) (count + 1) : outcome.result().get(0));
    }

    @SuppressWarnings("TypeParameterUnusedInFormals") // breaks what generics promise, as above
    <T> T run(long count, Consumer<? super Double> out) {
      for (int i = 1; i <= items; i++) {
        out.accept(item(count, i));
      }
      outcome.failure().forEach(failure -> {
        throw failure;
      });
      return result(count);
    }

    State updated(State state) {
      return update.apply(state, state.get(COUNT) + 1);
    }

    <T> Final<T> end(State state, Consumer<? super Double> out) {
      T result = run(state.get(COUNT), out);
      return new Final<>(result, updated(state));
    }

    <T> Iterator<Streamed<Double, T>> elements(long count) {
      return new Elements<>(this, count);
    }
  }

  static double item(long count, int i) {
    return count + i / 10.0;
  }

  /** The intermediate results from there. */
  public static List<Object> items(long count) {
    List<Object> items = new ArrayList<>();
    for (int i = 1; i <= 10; i++) {
      items.add(item(count, i));
    }
    return items;
  }

  /** The state after so many steps. */
  public static State counted(long count, Long... tracked) {
    return State.of(COUNT, count).update(TRACKER, List.of(tracked));
  }

  /** Two that stream, one after the other. */
  public static Graph two(Shape shape) {
    return Graph.builder()
        .action("first", shape.action())
        .action("second", shape.action())
        .transition("first", "second")
        .transition("second", "first")
        .entry("first")
        .build();
  }

  /** Ten silent steps, and then the one that streams. */
  public static Graph loop(Shape shape) {
    return Graph.builder()
        .action("silent", shape.plain())
        .action("counter", shape.action())
        .transition("silent", "counter", Condition.when(COUNT, 10L))
        .transition("silent", "silent")
        .transition("counter", "silent")
        .entry("silent")
        .build();
  }

  /** As it is updated. */
  public static State tracked(State state, Long count) {
    return state.update(COUNT, count).append(TRACKER, count);
  }

  private static Final<Long> counted(State state) {
    long next = state.get(COUNT) + 1;
    return new Final<>(next, tracked(state, next));
  }

  static <R> Streaming<Double, R> source(Shape shape, Spec spec, State state) {
    long count = state.get(COUNT);
    return switch (shape) {
      case ITERATOR, ITERATOR_CLASS -> Streaming.iterating(() -> spec.elements(count));
      case STREAM, STREAM_CLASS -> Streaming.streaming(() -> stream(spec.elements(count)));
      case PUBLISHER, PUBLISHER_CLASS ->
        Streaming.publishing(() -> publisher(spec.elements(count)));
      default ->
        Streaming.completing(out -> CompletableFuture.supplyAsync(() -> spec.<R>run(count, out)));
    };
  }

  private static <T> Stream<T> stream(Iterator<T> elements) {
    return StreamSupport.stream(Spliterators.spliteratorUnknownSize(elements, 0), false);
  }

  /** Gives what is asked for on the thread that asks; of several that ask, on the one that came first. */
  public static <T> Flow.Publisher<T> publisher(Iterator<T> elements) {
    return subscriber -> subscriber.onSubscribe(new Flow.Subscription() {
      private final AtomicLong demand = new AtomicLong();
      private volatile boolean over;

      @Override
      public void request(long n) {
        if (demand.getAndUpdate(before -> Outlet.sum(before, n)) != 0) {
          return;
        }
        do {
          step();
        } while (!over && demand.decrementAndGet() > 0);
      }

      private void step() {
        try {
          if (over) {
            return;
          }
          if (elements.hasNext()) {
            subscriber.onNext(elements.next());
          } else {
            over = true;
            subscriber.onComplete();
          }
        } catch (RuntimeException e) {
          over = true;
          subscriber.onError(e);
        }
      }

      @Override
      public void cancel() {
        over = true;
      }
    });
  }

  private static final class Elements<R> implements Iterator<Streamed<Double, R>> {
    private final Spec spec;
    private final long count;
    private int next = 1;

    Elements(Spec spec, long count) {
      this.spec = spec;
      this.count = count;
    }

    @Override
    public boolean hasNext() {
      return next <= spec.items() + 1;
    }

    @Override
    public Streamed<Double, R> next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      int i = next++;
      if (i <= spec.items()) {
        return Streamed.item(item(count, i));
      }
      spec.outcome().failure().forEach(failure -> {
        throw failure;
      });
      return Streamed.last(spec.result(count));
    }
  }
}
