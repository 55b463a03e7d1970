package io.millrace.core.task;

import io.millrace.core.Parameter;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
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

  /** The backend without a name. */
  static final String LOCAL = "local";

  private static final Pattern BACKEND = Pattern.compile("[a-z][a-z0-9-]*");

  private final Task<I, IE, O, OE> task;
  private final String backend;
  private final Map<String, Serving<I, IE, O, OE>> backends = new LinkedHashMap<>();
  private final Map<Flavor, List<String>> parts = new EnumMap<>(Flavor.class);
  private final Set<Flavor> natives = EnumSet.noneOf(Flavor.class);
  private final Map<String, Parameter<?>> reads = new LinkedHashMap<>();
  private @Nullable UnaryUnary<I, O> unaryUnary;
  private @Nullable UnaryStream<I, OE> unaryStream;
  private @Nullable StreamUnary<IE, ?, O> streamUnary;
  private @Nullable StreamStream<IE, ?, OE> streamStream;
  private @Nullable InputTranslator<I, ?, IE> inputTranslator;
  private @Nullable OutputTranslator<I, ?, O, OE> outputTranslator;
  private @Nullable String givesUp;
  private boolean deterministic;

  Serving(Task<I, IE, O, OE> task) {
    this(task, LOCAL);
  }

  private Serving(Task<I, IE, O, OE> task, String backend) {
    this.task = task;
    this.backend = backend;
  }

  /**
   * Implements the task a second time, by a backend of this name: flavours, translators and what is read are its own. What
   * is said outside of these is the backend {@code local}. Which one is taken, {@link TaskModule#withBackends} says.
   */
  public Serving<I, IE, O, OE> backend(String name, Consumer<Serving<I, IE, O, OE>> author) {
    if (!BACKEND.matcher(name).matches() || name.equals(LOCAL)) {
      throw new IllegalArgumentException("a backend's name must match " + BACKEND
          + " and not be '" + LOCAL + "', which is the one without a name, but was \"" + name
          + "\"");
    }
    if (!backend.equals(LOCAL)) {
      throw new IllegalArgumentException("backend '" + backend
          + "' cannot have a backend of its own, but is given '" + name + "'");
    }
    Serving<I, IE, O, OE> serving = new Serving<>(task, name);
    author.accept(serving);
    if (backends.putIfAbsent(name, serving) != null) {
      throw new IllegalArgumentException(
          "backend '" + name + "' of task '" + task.name() + "' is given twice");
    }
    return this;
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

  /** Reads a parameter of a part, which the task need not declare: {@code entities.threshold}. */
  void readsQualified(Parameter<?> parameter) {
    reads.put(parameter.name(), parameter);
  }

  /** Says of what a flavour is made. */
  void madeOf(Flavor flavor, List<String> plans) {
    parts.put(flavor, List.copyOf(plans));
  }

  /**
   * Says that equal inputs with equal parameters get equal answers, element by element: an answer that is given again after
   * a failure is then the same answer, and what was sent of it need not be sent again. A model that draws its words is not
   * deterministic, nor is one whose server batches.
   */
  public Serving<I, IE, O, OE> deterministic() {
    this.deterministic = true;
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
    for (Serving<I, IE, O, OE> named : backends.values()) {
      if (named.natives.isEmpty()) {
        throw new IllegalArgumentException("backend '" + named.backend + "' of module '" + moduleId
            + "' implements no flavour of task '" + task.name() + "'");
      }
    }
    if (natives.isEmpty() && (backends.isEmpty() || saysAnything())) {
      throw new IllegalArgumentException((backends.isEmpty() ? "" : "outside of its backends ")
          + "module '" + moduleId + "' implements no flavour of task '" + task.name() + "'");
    }
  }

  private boolean saysAnything() {
    return !reads.isEmpty()
        || inputTranslator != null
        || outputTranslator != null
        || givesUp != null
        || deterministic;
  }

  /** The backends that implement the task, {@code local} first. */
  List<String> backends() {
    List<String> names = new ArrayList<>(backends.keySet());
    if (!natives.isEmpty()) {
      names.add(0, LOCAL);
    }
    return List.copyOf(names);
  }

  /** The first of these that implements the task, if one does. */
  Optional<Serving<I, IE, O, OE>> firstOf(List<String> enabled) {
    return enabled.stream()
        .filter(backends()::contains)
        .findFirst()
        .map(name -> Objects.requireNonNull(name.equals(LOCAL) ? this : backends.get(name)));
  }

  String backend() {
    return backend;
  }

  List<String> partsOf(Flavor flavor) {
    return parts.getOrDefault(flavor, List.of());
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

  boolean isDeterministic() {
    return deterministic;
  }

  Optional<String> givesUp() {
    return Optional.ofNullable(givesUp);
  }
}
