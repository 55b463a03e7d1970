package io.millrace.core.task;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A module made of modules, each reading the stream of the one before while that is still written: a generator, then an
 * entity detector over its text, then a filter over what that finds. What does not fit does not compile.
 *
 * <pre>{@code
 * ModuleChain.of("generator", TEXT_GENERATION.runner(generator))
 *     .then("entities", GeneratedTextStreamResult::getGeneratedText, TOKEN_CLASSIFICATION.runner(detector))
 *     .map(FrameFilter.keeping(result -> result.getScore() > 0.9))
 *     .module("generated-entities", "1.0.0", GENERATED_ENTITIES);
 * }</pre>
 *
 * <p>The whole implements the flavours that stream their output: of unary and stream input those which the first part
 * implements, or, if it implements neither, the one that can be derived. All else is derived by the task's translators. It
 * runs as one module: in plain Java lazily, in an engine as one operator, whose state is the states of the parts.
 *
 * <p>Parameters reach a part by its name, {@code entities.threshold}, and unqualified if the task declares them: then they
 * reach all parts that read them. A qualified one goes before an unqualified one.
 *
 * @param <I> the unary input
 * @param <IE> an element of the streaming input
 * @param <OE> an element of the streaming output
 */
public final class ModuleChain<I, IE, OE> {

  private final List<ChainPart> parts;
  private final @Nullable UnaryStream<I, OE> unaryStream;
  private final @Nullable StreamStream<IE, ?, OE> streamStream;

  private ModuleChain(
      List<ChainPart> parts,
      @Nullable UnaryStream<I, OE> unaryStream,
      @Nullable StreamStream<IE, ?, OE> streamStream) {
    this.parts = List.copyOf(parts);
    this.unaryStream = unaryStream;
    this.streamStream = streamStream;
  }

  /**
   * Begins with the module that reads the input.
   *
   * @param name how parameters are qualified; lower case words with hyphens
   * @param runner the module; it is closed with the whole
   * @throws UnavailableFlavorException if no streaming output is to be had from it
   */
  public static <I, IE, O, OE> ModuleChain<I, IE, OE> of(
      String name, ModuleRunner<I, IE, O, OE> runner) {
    Map<Flavor, String> plans = new EnumMap<>(Flavor.class);
    for (Flavor flavor : streamingFlavors(runner)) {
      plans.put(flavor, runner.plan(flavor).describe());
    }
    ChainPart part = new ChainPart(name, runner, plans);
    return new ModuleChain<>(
        List.of(part),
        plans.containsKey(Flavor.UNARY_STREAM)
            ? ChainSteps.first(runner.unaryStream(), part)
            : null,
        plans.containsKey(Flavor.STREAM_STREAM)
            ? ChainSteps.first(runner.streamStream(), part)
            : null);
  }

  /** Those that are native, or else the one that is had at the least cost. */
  private static List<Flavor> streamingFlavors(ModuleRunner<?, ?, ?, ?> runner) {
    List<Plan> plans = Arrays.stream(Flavor.values())
        .filter(Flavor::streamsOutput)
        .filter(flavor -> runner.task().has(flavor))
        .flatMap(flavor -> ChainPart.available(runner, flavor).stream())
        .toList();
    List<Flavor> natives =
        plans.stream().filter(Plan::isNative).map(Plan::flavor).toList();
    if (!natives.isEmpty()) {
      return natives;
    }
    return plans.stream()
        .min(Plan.PREFERENCE)
        .map(plan -> List.of(plan.flavor()))
        .orElseThrow(
            () -> new UnavailableFlavorException("module '" + runner.module().id()
                + "' cannot begin a chain: no streaming output of task '"
                + runner.task().name()
                + "' is to be had from it"));
  }

  /**
   * Has a module read the stream of what there is so far.
   *
   * @param name how parameters are qualified; another one than those of the parts before
   * @param adapter from an element of the stream to one of the module's input; it holds nothing of any request, and gives
   *     the same for the same
   * @param runner the module; it is closed with the whole
   * @throws UnavailableFlavorException if it cannot be had as stream → stream
   */
  public <I2, E, O2, OE2> ModuleChain<I, IE, OE2> then(
      String name, Function<? super OE, ? extends E> adapter, ModuleRunner<I2, E, O2, OE2> runner) {
    if (parts.stream().anyMatch(part -> part.name().equals(name))) {
      throw new IllegalArgumentException("a part's name must be its own but '" + name
          + "' is among " + parts.stream().map(ChainPart::name).toList());
    }
    String plan = runner.plan(Flavor.STREAM_STREAM).describe();
    ChainPart part =
        new ChainPart(name, runner, Map.of(Flavor.UNARY_STREAM, plan, Flavor.STREAM_STREAM, plan));
    List<ChainPart> more = new ArrayList<>(parts);
    more.add(part);
    StreamStream<E, ?, OE2> next = ChainSteps.first(runner.streamStream(), part);
    return new ModuleChain<>(
        more,
        unaryStream == null ? null : ChainSteps.pipe(unaryStream, adapter, next),
        streamStream == null ? null : ChainSteps.pipe(streamStream, adapter, next));
  }

  /**
   * Changes each element of the stream: a filter of what frames hold, say. Each gives exactly one, so that frames stay
   * without gaps; the step holds nothing of any request, and gives the same for the same.
   */
  public <T> ModuleChain<I, IE, T> map(Function<? super OE, ? extends T> step) {
    return new ModuleChain<>(
        parts,
        unaryStream == null ? null : ChainSteps.map(unaryStream, step),
        streamStream == null ? null : ChainSteps.map(streamStream, step));
  }

  /**
   * The module, serving a task; closing it closes all parts, the last first.
   *
   * @throws IllegalArgumentException if the task declares a parameter with another type than a part reads it with, or the id or
   *     version is not right
   */
  public <O> TaskModule module(String id, String version, Task<I, IE, O, OE> task) {
    TaskModule.Builder module = TaskModule.named(id, version).serves(task, as -> serve(as, task));
    parts.forEach(part -> module.holds(part.runner()));
    return module.build();
  }

  private <O> void serve(Serving<I, IE, O, OE> as, Task<I, IE, O, OE> task) {
    if (unaryStream != null) {
      as.unaryStream(unaryStream).madeOf(Flavor.UNARY_STREAM, plans(Flavor.UNARY_STREAM));
    }
    if (streamStream != null) {
      as.streamStream(streamStream).madeOf(Flavor.STREAM_STREAM, plans(Flavor.STREAM_STREAM));
    }
    ChainPart.unqualified(parts, task).forEach(as::reads);
    parts.stream().flatMap(part -> part.qualified().stream()).forEach(as::readsQualified);
    givenUp().ifPresent(as::inexact);
    if (parts.stream().allMatch(part -> part.runner().deterministic())) {
      as.deterministic();
    }
  }

  private List<String> plans(Flavor flavor) {
    return parts.stream().map(part -> part.plan(flavor)).toList();
  }

  private Optional<String> givenUp() {
    String all = parts.stream()
        .flatMap(part -> part.runner().givesUp().stream().map(what -> part.name() + ": " + what))
        .collect(Collectors.joining("; "));
    return all.isEmpty() ? Optional.empty() : Optional.of(all);
  }

  @Override
  public String toString() {
    return parts.stream().map(ChainPart::name).collect(Collectors.joining(" → "));
  }
}
