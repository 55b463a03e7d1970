package io.millrace.core.task;

import io.millrace.core.Parameter;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How a module serves one task: the flavours it implements natively, the parameters it reads, and translators of its own.
 * Filled in by the module's author while the module is built; types that do not fit the task do not compile.
 *
 * @param <I> the task's unary input
 * @param <IE> the task's streaming input element
 * @param <O> the task's unary output
 * @param <OE> the task's streaming output element
 */
public final class Serving<I, IE, O, OE> {

  private final Task<I, IE, O, OE> task;
  private final Set<Flavor> natives = EnumSet.noneOf(Flavor.class);
  private final Map<String, Parameter<?>> reads = new LinkedHashMap<>();
  private @Nullable UnaryUnary<I, O> unaryUnary;
  private @Nullable UnaryStream<I, OE> unaryStream;
  private @Nullable StreamUnary<IE, ?, O> streamUnary;
  private @Nullable StreamStream<IE, ?, OE> streamStream;
  private @Nullable InputTranslator<I, ?, IE> inputTranslator;
  private @Nullable OutputTranslator<I, ?, O, OE> outputTranslator;
  private @Nullable String givesUp;

  Serving(Task<I, IE, O, OE> task) {
    this.task = task;
  }

  /** Implements unary → unary. */
  public Serving<I, IE, O, OE> unaryUnary(UnaryUnary<I, O> flavor) {
    claim(Flavor.UNARY_UNARY);
    unaryUnary = flavor;
    return this;
  }

  /** Implements unary → stream. */
  public Serving<I, IE, O, OE> unaryStream(UnaryStream<I, OE> flavor) {
    claim(Flavor.UNARY_STREAM);
    unaryStream = flavor;
    return this;
  }

  /** Implements stream → unary. */
  public Serving<I, IE, O, OE> streamUnary(StreamUnary<IE, ?, O> flavor) {
    claim(Flavor.STREAM_UNARY);
    streamUnary = flavor;
    return this;
  }

  /** Implements stream → stream. */
  public Serving<I, IE, O, OE> streamStream(StreamStream<IE, ?, OE> flavor) {
    claim(Flavor.STREAM_STREAM);
    streamStream = flavor;
    return this;
  }

  /**
   * Reads these of the task's parameters; callers who give others are refused. A default of the module's own takes the
   * place of the task's ({@link Parameter#withDefault}). A parameter may be read once for each part of the module ({@link
   * Parameter#qualified}).
   */
  public Serving<I, IE, O, OE> reads(Parameter<?>... parameters) {
    for (Parameter<?> parameter : parameters) {
      Parameter<?> declared = task.parameter(parameter.unqualifiedName())
          .orElseThrow(() -> new IllegalArgumentException("parameter '" + parameter.name()
              + "' is not declared by task '" + task.name() + "', which declares "
              + task.parameters().stream().map(Parameter::name).toList()));
      if (!parameter.hasTypeOf(declared)) {
        throw new IllegalArgumentException(
            "parameter '" + parameter.name() + "' is a " + declared.typeName() + " in task '"
                + task.name() + "' but the module reads it as a " + parameter.typeName());
      }
      if (reads.putIfAbsent(parameter.name(), parameter) != null) {
        throw new IllegalArgumentException("parameter '" + parameter.name() + "' is read twice");
      }
    }
    return this;
  }

  /** Takes the place of the task's input translator: the module's own tokenizer, say. */
  public Serving<I, IE, O, OE> inputTranslator(InputTranslator<I, ?, IE> translator) {
    this.inputTranslator = translator;
    return this;
  }

  /** Takes the place of the task's output translator. */
  public Serving<I, IE, O, OE> outputTranslator(OutputTranslator<I, ?, O, OE> translator) {
    this.outputTranslator = translator;
    return this;
  }

  /** Says that streaming and unary answers may differ, and in what. */
  public Serving<I, IE, O, OE> inexact(String whatIsGivenUp) {
    if (whatIsGivenUp.isBlank()) {
      throw new IllegalArgumentException("a module that is not exact must name what it gives up");
    }
    this.givesUp = whatIsGivenUp;
    return this;
  }

  private void claim(Flavor flavor) {
    if (!task.has(flavor)) {
      throw new IllegalArgumentException(
          "task '" + task.name() + "' has no types for flavour " + flavor);
    }
    if (!natives.add(flavor)) {
      throw new IllegalArgumentException(
          "flavour " + flavor + " of task '" + task.name() + "' is given twice");
    }
  }

  void validate(String moduleId) {
    if (natives.isEmpty()) {
      throw new IllegalArgumentException(
          "module '" + moduleId + "' implements no flavour of task '" + task.name() + "'");
    }
  }

  boolean implementsNatively(Flavor flavor) {
    return natives.contains(flavor);
  }

  UnaryUnary<I, O> nativeUnaryUnary() {
    return Objects.requireNonNull(unaryUnary);
  }

  UnaryStream<I, OE> nativeUnaryStream() {
    return Objects.requireNonNull(unaryStream);
  }

  StreamUnary<IE, ?, O> nativeStreamUnary() {
    return Objects.requireNonNull(streamUnary);
  }

  StreamStream<IE, ?, OE> nativeStreamStream() {
    return Objects.requireNonNull(streamStream);
  }

  Optional<InputTranslator<I, ?, IE>> inputTranslator() {
    return inputTranslator == null ? task.inputTranslator() : Optional.of(inputTranslator);
  }

  Optional<OutputTranslator<I, ?, O, OE>> outputTranslator() {
    return outputTranslator == null ? task.outputTranslator() : Optional.of(outputTranslator);
  }

  List<Parameter<?>> reads() {
    return List.copyOf(reads.values());
  }

  Optional<String> givesUp() {
    return Optional.ofNullable(givesUp);
  }
}
