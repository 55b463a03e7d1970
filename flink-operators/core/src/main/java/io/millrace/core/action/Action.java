package io.millrace.core.action;

import io.millrace.core.task.ModuleRunner;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One step of an application: what it reads, writes and takes as input, and what it does. A streaming action hands out
 * intermediate results as they come; every action ends in one final result and one new state. It has a name only in a
 * {@link Graph}, and may have several. Immutable.
 *
 * @param <I> the intermediate results; {@code Void} for an action that has none
 * @param <R> the final result
 */
public final class Action<I, R> {

  final Declaration<I, R> declaration;
  final Body<I, R> body;
  private final Map<String, Bound<?>> bound;
  private final Retry retry;
  private final @Nullable Duration timeLimit;
  private final Set<String> tags;

  Action(Declaration<I, R> declaration, Body<I, R> body) {
    this(declaration, body, Map.of(), Retry.NONE, null, Set.of());
  }

  private Action(
      Declaration<I, R> declaration,
      Body<I, R> body,
      Map<String, Bound<?>> bound,
      Retry retry,
      @Nullable Duration timeLimit,
      Set<String> tags) {
    this.declaration = declaration;
    this.body = body;
    this.bound = bound;
    this.retry = retry;
    this.timeLimit = timeLimit;
    this.tags = tags;
  }

  /** Begins an action without intermediate results. */
  public static <R> ActionBuilder.Plain<R> of(Class<R> resultType) {
    return new ActionBuilder.Plain<>(resultType);
  }

  /** Begins a streaming action. */
  public static <I, R> ActionBuilder.Streams<I, R> of(Class<I> itemType, Class<R> resultType) {
    return new ActionBuilder.Streams<>(itemType, resultType);
  }

  /**
   * Begins an action that is a task of a module: its stream elements are the intermediate results, and the output
   * translator in use joins the final one.
   *
   * @throws io.millrace.core.task.UnavailableFlavorException if the module cannot stream its output
   * @throws IllegalArgumentException if there is no output translator
   */
  public static <T, O, OE> ModuleAction<T, O, OE> ofModule(ModuleRunner<T, ?, O, OE> runner) {
    return new ModuleAction<>(runner);
  }

  /** The action that the class is. */
  public static <R> Action<Void, R> of(PlainAction<R> author) {
    return new ActionBuilder.Plain<>(author.resultType()).declaring(author).run((state, inputs) -> {
      R result = author.run(state, inputs);
      return ended(author, result, state);
    });
  }

  /** The streaming action that the class is. */
  public static <I, R> Action<I, R> of(StreamingAction<I, R> author) {
    return of(author.itemType(), author.resultType()).declaring(author).stream(
        (state, inputs, out) -> {
          R result = author.streamRun(state, inputs, out);
          return ended(author, result, state);
        });
  }

  /** The streaming action that the class is. */
  public static <I, R> Action<I, R> of(SourceAction<I, R> author) {
    return of(author.itemType(), author.resultType())
        .declaring(author)
        .streamFrom((state, inputs) ->
            author.streamRun(state, inputs).map(result -> ended(author, result, state)));
  }

  private static <R> Final<R> ended(ActionClass<R> author, R result, State state) {
    Writes.checkResult(author.resultType(), result);
    return new Final<>(result, author.update(result, state));
  }

  /**
   * The action with one of its inputs fixed. What was bound before stays, but for an input of this name. A graph refuses
   * the action if it takes no such input.
   */
  public <T> Action<I, R> bind(Field<T> input, T value) {
    Map<String, Bound<?>> more = new LinkedHashMap<>(bound);
    more.put(input.name(), new Bound<>(input, value));
    return new Action<>(
        declaration, body, Collections.unmodifiableMap(more), retry, timeLimit, tags);
  }

  /** The action with these attempts if it fails. */
  public Action<I, R> withRetry(Retry newRetry) {
    return new Action<>(declaration, body, bound, newRetry, timeLimit, tags);
  }

  /**
   * The action with this as the longest that one attempt at it may take, from when its work begins. One that is not over
   * then is stopped, and has failed with {@code DEADLINE_EXCEEDED}: it counts as an attempt, and may lead elsewhere as any
   * failure. The time in which it waits for its reader counts.
   *
   * @throws IllegalArgumentException if the time is not positive
   */
  public Action<I, R> withTimeLimit(Duration longest) {
    if (longest.isZero() || longest.isNegative()) {
      throw new IllegalArgumentException("timeLimit must be positive but was " + longest);
    }
    return new Action<>(declaration, body, bound, retry, longest, tags);
  }

  /** The action with these tags more, by which a request can halt. */
  public Action<I, R> withTags(String... more) {
    Set<String> all = new TreeSet<>(tags);
    all.addAll(Arrays.asList(more));
    return new Action<>(
        declaration, body, bound, retry, timeLimit, Collections.unmodifiableSet(all));
  }

  /** The intermediate results' class; {@code Void} for an action that has none. */
  public Class<I> itemType() {
    return declaration.itemType();
  }

  /** The final result's class. */
  public Class<R> resultType() {
    return declaration.resultType();
  }

  /** Whether it gives intermediate results. */
  public boolean streams() {
    return itemType() != Void.class;
  }

  /** What it sees of the state. */
  public List<Field<?>> reads() {
    return declaration.reads();
  }

  /** What it writes: all of it, each time. */
  public List<Field<?>> writes() {
    return declaration.writes();
  }

  /** The inputs that are not bound. */
  public List<Input<?>> inputs() {
    return declaration.inputs().stream()
        .filter(input -> !bound.containsKey(input.name()))
        .toList();
  }

  /** Of which classes the items of its branches are; empty if it has none, or has not said. */
  public List<Class<?>> branchItems() {
    return declaration.branchItems();
  }

  /** How often it is tried. */
  public Retry retry() {
    return retry;
  }

  /** How long one attempt may take at most; for ever, unless said. */
  public Optional<Duration> timeLimit() {
    return Optional.ofNullable(timeLimit);
  }

  /** The tags. */
  public Set<String> tags() {
    return tags;
  }

  Map<String, Bound<?>> bound() {
    return bound;
  }

  /** All inputs: those given, and those bound in place of what is given. */
  Inputs resolve(String name, Inputs given) {
    return fixed(given).resolve(name, declaration.inputs());
  }

  /** Resolves what is bound, to see that each is of its input's type. */
  Inputs checkBound(String name) {
    List<Input<?>> fixed = new ArrayList<>(declaration.inputs());
    fixed.removeAll(inputs());
    return fixed(Inputs.NONE).resolve(name, fixed);
  }

  private Inputs fixed(Inputs given) {
    Inputs all = given;
    for (Bound<?> each : bound.values()) {
      all = each.into(all);
    }
    return all;
  }

  /** All fields of the state that it names. */
  Stream<Field<?>> fields() {
    return Stream.concat(reads().stream(), writes().stream());
  }

  /** What an action is declared to be. */
  record Declaration<I, R>(
      Class<I> itemType,
      Class<R> resultType,
      List<Field<?>> reads,
      List<Field<?>> writes,
      List<Input<?>> inputs,
      List<Class<?>> branchItems) {}

  /** What an action does. */
  interface Body<I, R> {
    Streaming<I, Final<R>> start(State state, Inputs inputs) throws Exception;
  }

  /** An input that is fixed. */
  record Bound<T>(Field<T> field, T value) {
    Inputs into(Inputs inputs) {
      return inputs.with(field, value);
    }
  }
}
