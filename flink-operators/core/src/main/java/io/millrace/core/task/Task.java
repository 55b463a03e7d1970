package io.millrace.core.task;

import io.millrace.core.Parameter;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A contract that modules implement: the types of both sides, whole and in elements, the parameters, and the translators
 * between whole and elements. {@code Void} stands for a type the task does not have.
 *
 * <p>Tasks are constants: two of the same name are still two.
 *
 * @param <I> the unary input; several inputs are one record
 * @param <IE> an element of the streaming input
 * @param <O> the unary output
 * @param <OE> an element of the streaming output
 */
public final class Task<I, IE, O, OE> {

  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]*");

  private final String name;
  private final Side<I, IE> input;
  private final Side<O, OE> output;
  private final @Nullable InputTranslator<I, ?, IE> inputTranslator;
  private final @Nullable OutputTranslator<I, ?, O, OE> outputTranslator;
  private final Map<String, Parameter<?>> parameters;

  private Task(Builder<I, IE, O, OE> builder) {
    this.name = builder.name;
    this.input = builder.input;
    this.output = builder.output;
    this.inputTranslator = builder.inputTranslator;
    this.outputTranslator = builder.outputTranslator;
    this.parameters = Collections.unmodifiableMap(new LinkedHashMap<>(builder.parameters));
  }

  /** Begins a task. The name is lower case words with hyphens: {@code token-classification}. */
  public static Named named(String name) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "a task's name must match " + NAME + " but was \"" + name + "\"");
    }
    return new Named(name);
  }

  /** The module seen as this task, with all four flavours. */
  public ModuleRunner<I, IE, O, OE> runner(TaskModule module) {
    return new ModuleRunner<>(this, module);
  }

  /** The module seen as this task, by the first of these backends that implements it. */
  public ModuleRunner<I, IE, O, OE> runner(TaskModule module, List<String> backends) {
    return runner(module.withBackends(backends));
  }

  /**
   * The module that a folder describes, seen as this task. To be closed by its user.
   *
   * @throws ModuleLoadException if there is none, or its file is not right
   * @throws IllegalArgumentException if the module does not serve this task
   */
  public ModuleRunner<I, IE, O, OE> load(Path folder) {
    TaskModule module = TaskModule.load(folder);
    try {
      return runner(module);
    } catch (IllegalArgumentException wrong) {
      module.closeAfter(wrong);
      throw wrong;
    }
  }

  /** The task's name. */
  public String name() {
    return name;
  }

  /** The unary input's class; {@code Void} if there is none. */
  public Class<I> inputType() {
    return input.whole();
  }

  /** The streaming input element's class; {@code Void} if there is none. */
  public Class<IE> inputElementType() {
    return input.element();
  }

  /** The unary output's class; {@code Void} if there is none. */
  public Class<O> outputType() {
    return output.whole();
  }

  /** The streaming output element's class; {@code Void} if there is none. */
  public Class<OE> outputElementType() {
    return output.element();
  }

  /** Whether the task has the types that the flavour needs. */
  public boolean has(Flavor flavor) {
    Class<?> in = flavor.streamsInput() ? input.element() : input.whole();
    Class<?> out = flavor.streamsOutput() ? output.element() : output.whole();
    return in != Void.class && out != Void.class;
  }

  /** The way between whole input and elements, if there is one. */
  public Optional<InputTranslator<I, ?, IE>> inputTranslator() {
    return Optional.ofNullable(inputTranslator);
  }

  /** The way between whole output and elements, if there is one. */
  public Optional<OutputTranslator<I, ?, O, OE>> outputTranslator() {
    return Optional.ofNullable(outputTranslator);
  }

  /** What callers may set, in the order declared; a module may read fewer. */
  public List<Parameter<?>> parameters() {
    return List.copyOf(parameters.values());
  }

  Optional<Parameter<?>> parameter(String parameterName) {
    return Optional.ofNullable(parameters.get(parameterName));
  }

  @Override
  public String toString() {
    return name;
  }

  private record Side<W, E>(Class<W> whole, Class<E> element) {
    static <W, E> Side<W, E> of(String task, String name, Class<W> whole, Class<E> element) {
      if (whole == Void.class && element == Void.class) {
        throw new IllegalArgumentException(
            "task '" + task + "' needs an " + name + " type: whole, element or both");
      }
      return new Side<>(whole, element);
    }
  }

  /** A task with a name; its input comes next. */
  public static final class Named {
    private final String name;

    private Named(String name) {
      this.name = name;
    }

    /** The unary input and the streaming input element; {@code Void.class} for one that the task does not have. */
    public <I, IE> WithInput<I, IE> input(Class<I> whole, Class<IE> element) {
      return new WithInput<>(name, Side.of(name, "input", whole, element));
    }
  }

  /** A task with an input; its output comes next. */
  public static final class WithInput<I, IE> {
    private final String name;
    private final Side<I, IE> input;

    private WithInput(String name, Side<I, IE> input) {
      this.name = name;
      this.input = input;
    }

    /** The unary output and the streaming output element; {@code Void.class} for one that the task does not have. */
    public <O, OE> Builder<I, IE, O, OE> output(Class<O> whole, Class<OE> element) {
      return new Builder<>(name, input, Side.of(name, "output", whole, element));
    }
  }

  /** Collects what is optional. */
  public static final class Builder<I, IE, O, OE> {
    private final String name;
    private final Side<I, IE> input;
    private final Side<O, OE> output;
    private @Nullable InputTranslator<I, ?, IE> inputTranslator;
    private @Nullable OutputTranslator<I, ?, O, OE> outputTranslator;
    private final Map<String, Parameter<?>> parameters = new LinkedHashMap<>();

    private Builder(String name, Side<I, IE> input, Side<O, OE> output) {
      this.name = name;
      this.input = input;
      this.output = output;
    }

    /** The way between whole input and elements. */
    public Builder<I, IE, O, OE> inputTranslator(InputTranslator<I, ?, IE> translator) {
      this.inputTranslator = translator;
      return this;
    }

    /** The way between whole output and elements. */
    public Builder<I, IE, O, OE> outputTranslator(OutputTranslator<I, ?, O, OE> translator) {
      this.outputTranslator = translator;
      return this;
    }

    /** What callers may set. */
    public Builder<I, IE, O, OE> parameters(Parameter<?>... declared) {
      for (Parameter<?> parameter : declared) {
        if (parameters.putIfAbsent(parameter.name(), parameter) != null) {
          throw new IllegalArgumentException(
              "task '" + name + "' declares parameter '" + parameter.name() + "' twice");
        }
      }
      return this;
    }

    /** The task. */
    public Task<I, IE, O, OE> build() {
      return new Task<>(this);
    }
  }
}
