package io.millrace.core.task;

import io.millrace.core.Parameter;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
  private final Map<Flavor, Object> natives = new EnumMap<>(Flavor.class);
  private final Map<String, Parameter<?>> reads = new LinkedHashMap<>();
  private @Nullable InputTranslator<I, ?, IE> inputTranslator;
  private @Nullable OutputTranslator<I, ?, O, OE> outputTranslator;
  private @Nullable String givesUp;

  Serving(Task<I, IE, O, OE> task) {
    this.task = task;
  }

  /** Implements unary → unary. */
  public Serving<I, IE, O, OE> unaryUnary(UnaryUnary<I, O> flavor) {
    return implement(Flavor.UNARY_UNARY, flavor);
  }

  /** Implements unary → stream. */
  public Serving<I, IE, O, OE> unaryStream(UnaryStream<I, OE> flavor) {
    return implement(Flavor.UNARY_STREAM, flavor);
  }

  /** Implements stream → unary. */
  public Serving<I, IE, O, OE> streamUnary(StreamUnary<IE, ?, O> flavor) {
    return implement(Flavor.STREAM_UNARY, flavor);
  }

  /** Implements stream → stream. */
  public Serving<I, IE, O, OE> streamStream(StreamStream<IE, ?, OE> flavor) {
    return implement(Flavor.STREAM_STREAM, flavor);
  }

  /**
   * Reads these of the task's parameters; callers who give others are refused. A default of the module's own takes the
   * place of the task's ({@link Parameter#withDefault}).
   */
  public Serving<I, IE, O, OE> reads(Parameter<?>... parameters) {
    for (Parameter<?> parameter : parameters) {
      Parameter<?> declared = task.parameter(parameter.name())
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

  private Serving<I, IE, O, OE> implement(Flavor flavor, Object implementation) {
    if (!task.has(flavor)) {
      throw new IllegalArgumentException(
          "task '" + task.name() + "' has no types for flavour " + flavor);
    }
    if (natives.putIfAbsent(flavor, implementation) != null) {
      throw new IllegalArgumentException(
          "flavour " + flavor + " of task '" + task.name() + "' is given twice");
    }
    return this;
  }

  void validate(String moduleId) {
    if (natives.isEmpty()) {
      throw new IllegalArgumentException(
          "module '" + moduleId + "' implements no flavour of task '" + task.name() + "'");
    }
  }

  boolean implementsNatively(Flavor flavor) {
    return natives.containsKey(flavor);
  }

  /** The native implementation. What was stored under a flavour had that flavour's type. */
  @SuppressWarnings("unchecked")
  <F> F implementation(Flavor flavor) {
    Object implementation = natives.get(flavor);
    if (implementation == null) {
      throw new IllegalStateException(flavor + " of task '" + task.name() + "' is not native");
    }
    return (F) implementation;
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
