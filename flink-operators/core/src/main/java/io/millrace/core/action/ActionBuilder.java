package io.millrace.core.action;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/**
 * Collects what an action declares, and ends with what it does.
 *
 * @param <B> this builder
 */
public abstract sealed class ActionBuilder<B extends ActionBuilder<B>>
    permits ActionBuilder.Plain, ActionBuilder.Streams, ModuleAction {

  private final List<Field<?>> reads = new ArrayList<>();
  private final List<Field<?>> writes = new ArrayList<>();
  private final List<Input<?>> inputs = new ArrayList<>();
  private final List<Class<?>> branchItems = new ArrayList<>();

  ActionBuilder() {}

  abstract B self();

  /** What the action sees of the state. */
  public B reads(Field<?>... fields) {
    reads.addAll(Arrays.asList(fields));
    return self();
  }

  /** What the action writes: all of it, each time. */
  public B writes(Field<?>... fields) {
    writes.addAll(Arrays.asList(fields));
    return self();
  }

  /** What the action takes from a request. */
  public B inputs(Input<?>... taken) {
    inputs.addAll(Arrays.asList(taken));
    return self();
  }

  /**
   * Of which classes the items are that the branches of a {@link Parallel} give, those of branches within branches as well;
   * any other fails the step. Any may come, unless said; an engine that stores or sends items must know them.
   */
  public B branchItems(Class<?>... classes) {
    branchItems.addAll(Arrays.asList(classes));
    return self();
  }

  B declaring(ActionClass<?> author) {
    branchItems.addAll(author.branchItems());
    reads.addAll(author.reads());
    writes.addAll(author.writes());
    inputs.addAll(author.inputs());
    return self();
  }

  <I, R> Action<I, R> built(Class<I> itemType, Class<R> resultType, Action.Body<I, R> body) {
    refuseTwice("read", reads.stream().map(Field::name).toList());
    refuseTwice("written", writes.stream().map(Field::name).toList());
    refuseTwice("taken", inputs.stream().map(Input::name).toList());
    refuseTwice("given by branches", branchItems.stream().map(Class::getName).toList());
    if (!branchItems.isEmpty() && itemType != BranchItem.class) {
      throw new IllegalArgumentException("items of branches must be declared for an action of"
          + " BranchItems but this is one of " + itemType.getSimpleName());
    }
    return new Action<>(
        new Action.Declaration<>(
            itemType,
            resultType,
            List.copyOf(reads),
            List.copyOf(writes),
            List.copyOf(inputs),
            List.copyOf(branchItems)),
        body);
  }

  private static void refuseTwice(String what, List<String> names) {
    Set<String> seen = new HashSet<>();
    for (String name : names) {
      if (!seen.add(name)) {
        throw new IllegalArgumentException(
            "'" + name + "' must be declared once as what is " + what + " but is twice");
      }
    }
  }

  /**
   * An action without intermediate results.
   *
   * @param <R> the result
   */
  public static final class Plain<R> extends ActionBuilder<Plain<R>> {
    private final Class<R> resultType;

    Plain(Class<R> resultType) {
      this.resultType = resultType;
    }

    @Override
    Plain<R> self() {
      return this;
    }

    /** A function that may block. */
    public Action<Void, R> run(Run<R> function) {
      return built(
          Void.class,
          resultType,
          (state, inputs) -> Streaming.pushing(out -> function.run(state, inputs)));
    }

    /** A function that does not block. */
    public Action<Void, R> runAsync(RunAsync<R> function) {
      return built(
          Void.class,
          resultType,
          (state, inputs) -> Streaming.completing(out -> function.run(state, inputs)));
    }
  }

  /**
   * A streaming action.
   *
   * @param <I> the intermediate results
   * @param <R> the final result
   */
  public static final class Streams<I, R> extends ActionBuilder<Streams<I, R>> {
    private final Class<I> itemType;
    private final Class<R> resultType;

    Streams(Class<I> itemType, Class<R> resultType) {
      this.itemType = itemType;
      this.resultType = resultType;
    }

    @Override
    Streams<I, R> self() {
      return this;
    }

    /** A function that may block. */
    public Action<I, R> stream(Push<I, R> function) {
      return built(
          itemType,
          resultType,
          (state, inputs) -> Streaming.pushing(out -> function.run(state, inputs, out)));
    }

    /** A function that does not block. */
    public Action<I, R> streamAsync(PushAsync<I, R> function) {
      return built(
          itemType,
          resultType,
          (state, inputs) -> Streaming.completing(out -> function.run(state, inputs, out)));
    }

    /** An iterator, a stream, a publisher, or whatever else {@link Streaming} takes. */
    public Action<I, R> streamFrom(From<I, R> function) {
      return built(itemType, resultType, function::run);
    }
  }

  /** A step without intermediate results. */
  @FunctionalInterface
  public interface Run<R> {
    /** Gives the result and the state it leaves. */
    Final<R> run(State state, Inputs inputs) throws Exception;
  }

  /** A step without intermediate results, which does not block. */
  @FunctionalInterface
  public interface RunAsync<R> {
    /** Gives the result and the state it leaves, some time. */
    CompletionStage<Final<R>> run(State state, Inputs inputs);
  }

  /** A streaming step. */
  @FunctionalInterface
  public interface Push<I, R> {
    /** Hands intermediate results to {@code out}; gives the final one and the state it leaves. */
    Final<R> run(State state, Inputs inputs, Consumer<? super I> out) throws Exception;
  }

  /** A streaming step that does not block. */
  @FunctionalInterface
  public interface PushAsync<I, R> {
    /** Hands intermediate results to {@code out}; gives the final one and the state it leaves, some time. */
    CompletionStage<Final<R>> run(State state, Inputs inputs, Consumer<I> out);
  }

  /** A streaming step made of something that streams. */
  @FunctionalInterface
  public interface From<I, R> {
    /** The stream, not yet running. Does not block. */
    Streaming<I, Final<R>> run(State state, Inputs inputs) throws Exception;
  }
}
