package io.millrace.core.task;

import io.millrace.core.Parameter;
import io.millrace.core.Parameters;
import io.millrace.core.StatusException;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One task of one module with all four flavours callable, in plain Java. Made by {@link Task#runner}.
 *
 * <p>Every call checks its parameters first and adds the module's defaults; {@code INVALID_ARGUMENT} names what is wrong
 * with one. A flavour that cannot be had is refused with an {@link UnavailableFlavorException}. The runner holds nothing
 * of any request: it may be used for many at a time if the module may.
 *
 * @param <I> the task's unary input
 * @param <IE> the task's streaming input element
 * @param <O> the task's unary output
 * @param <OE> the task's streaming output element
 */
public final class ModuleRunner<I, IE, O, OE> implements Closeable {

  private final Task<I, IE, O, OE> task;
  private final TaskModule module;
  private final Serving<I, IE, O, OE> serving;
  private final Derivation<I, IE, O, OE> derivation;
  private final Closeable resources;

  ModuleRunner(Task<I, IE, O, OE> task, TaskModule module) {
    this(task, module, module);
  }

  private ModuleRunner(Task<I, IE, O, OE> task, TaskModule module, Closeable resources) {
    this.task = task;
    this.module = module;
    this.resources = resources;
    this.serving = module.serving(task);
    this.derivation = new Derivation<>(task, module.id(), serving);
  }

  /** The task. */
  public Task<I, IE, O, OE> task() {
    return task;
  }

  /** The module. */
  public TaskModule module() {
    return module;
  }

  /** How a flavour is met: native, or derived from which, and whether it buffers. */
  public Plan plan(Flavor flavor) {
    Flavor source = derivation.plan(flavor).source();
    return new Plan(
        flavor, source, serving.backend(), module.backends(task), serving.partsOf(source));
  }

  /** The backend that is taken: {@code local} if it has no name. */
  public String backend() {
    return serving.backend();
  }

  /** Whether streaming and unary answers are the same. */
  public boolean exact() {
    return serving.givesUp().isEmpty();
  }

  /** What a module that is not exact gives up. */
  public Optional<String> givesUp() {
    return serving.givesUp();
  }

  /** Whether equal inputs with equal parameters get equal answers, as the module declares. */
  public boolean deterministic() {
    return serving.isDeterministic();
  }

  /** The parameters the module reads, with the defaults it uses. */
  public List<Parameter<?>> parameters() {
    return serving.reads();
  }

  /** The translator of the input in use: the module's own, or the task's. */
  public Optional<InputTranslator<I, ?, IE>> inputTranslator() {
    return serving.inputTranslator();
  }

  /** The translator of the output in use: the module's own, or the task's. */
  public Optional<OutputTranslator<I, ?, O, OE>> outputTranslator() {
    return serving.outputTranslator();
  }

  /**
   * Checks parameters and adds the defaults, as every call does.
   *
   * @throws StatusException INVALID_ARGUMENT, naming what is unknown, ill-typed or out of bounds
   */
  public Parameters resolve(Parameters parameters) {
    return parameters.resolve(
        serving.reads(), "module '" + module.id() + "' for task '" + task.name() + "'");
  }

  /** Answers one input. */
  public O unaryUnary(I input) {
    return unaryUnary(input, Parameters.NONE);
  }

  /** Answers one input. */
  public O unaryUnary(I input, Parameters parameters) {
    return unaryUnary().run(input, parameters);
  }

  /** Answers one input with a lazy stream, to be closed by its reader. */
  public Stream<OE> unaryStream(I input) {
    return unaryStream(input, Parameters.NONE);
  }

  /** Answers one input with a lazy stream, to be closed by its reader. */
  public Stream<OE> unaryStream(I input, Parameters parameters) {
    return unaryStream().run(input, parameters);
  }

  /** Reads a stream to its end, closes it, and answers once. */
  public O streamUnary(Stream<IE> input) {
    return streamUnary(input, Parameters.NONE);
  }

  /** Reads a stream to its end, closes it, and answers once. */
  public O streamUnary(Stream<IE> input, Parameters parameters) {
    return SplitInput.drain(streamUnary(), input, parameters);
  }

  /** Answers a stream with a lazy stream: what an element brings is there before the next element is read. */
  public Stream<OE> streamStream(Stream<IE> input) {
    return streamStream(input, Parameters.NONE);
  }

  /** Answers a stream with a lazy stream: what an element brings is there before the next element is read. */
  public Stream<OE> streamStream(Stream<IE> input, Parameters parameters) {
    return derivation.streamStream(input, resolve(parameters));
  }

  /** Unary → unary as a value, batch form included. */
  public UnaryUnary<I, O> unaryUnary() {
    return Resolving.unaryUnary(derivation.unaryUnary(), this::resolve);
  }

  /** Unary → stream as a value, batch form included; a {@link UnaryPublisher} where the module implements one. */
  public UnaryStream<I, OE> unaryStream() {
    return Resolving.unaryStream(derivation.unaryStream(), this::resolve);
  }

  /** Stream → unary as a value, to be pushed. */
  public StreamUnary<IE, ?, O> streamUnary() {
    return Resolving.streamUnary(derivation.streamUnary(), this::resolve);
  }

  /** Stream → stream as a value, to be pushed. */
  public StreamStream<IE, ?, OE> streamStream() {
    return Resolving.streamStream(derivation.streamStream(), this::resolve);
  }

  /** The same runner, to be closed in place of this one: after the module it closes this too, such as the module's files. */
  public ModuleRunner<I, IE, O, OE> holding(Closeable held) {
    Closeable before = resources;
    return new ModuleRunner<>(task, module, () -> {
      try (held) {
        before.close();
      }
    });
  }

  /** Closes the module. */
  @Override
  public void close() throws IOException {
    resources.close();
  }

  @Override
  public String toString() {
    return task + " of " + module;
  }
}
