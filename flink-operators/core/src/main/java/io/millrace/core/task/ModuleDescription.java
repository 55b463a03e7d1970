package io.millrace.core.task;

import io.millrace.core.Parameter;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * What a module is, as data: for commands and catalogues that show it.
 *
 * @param id the module's id
 * @param version its semantic version
 * @param tasks what it serves, in the module's order
 * @param settings what can be set where it is loaded; empty for a module that was made in Java
 */
public record ModuleDescription(
    String id, String version, List<ServedTask> tasks, List<SettingValue> settings) {

  /** Copies the lists. */
  public ModuleDescription {
    tasks = List.copyOf(tasks);
    settings = List.copyOf(settings);
  }

  /** Describes a module. */
  public static ModuleDescription of(TaskModule module) {
    return new ModuleDescription(
        module.id(),
        module.version(),
        module.tasks().stream().map(task -> ServedTask.of(task, module)).toList(),
        List.of());
  }

  /** The same with what can be set. */
  public ModuleDescription withSettings(List<SettingValue> newSettings) {
    return new ModuleDescription(id, version, tasks, newSettings);
  }

  /**
   * A task and how the module serves it.
   *
   * @param name the task's name
   * @param inputType the unary input; {@code Void} if there is none, as for all four types
   * @param inputElementType an element of the streaming input
   * @param outputType the unary output
   * @param outputElementType an element of the streaming output
   * @param backends the backends that implement the task
   * @param backend the one that is taken; empty if none of them is enabled
   * @param givesUp what a module that is not exact gives up
   * @param flavors the four flavours
   * @param parameters what callers may set, with the defaults the module uses
   */
  public record ServedTask(
      String name,
      Class<?> inputType,
      Class<?> inputElementType,
      Class<?> outputType,
      Class<?> outputElementType,
      List<String> backends,
      Optional<String> backend,
      Optional<String> givesUp,
      List<ServedFlavor> flavors,
      List<ServedParameter> parameters) {

    /** Copies the lists. */
    public ServedTask {
      backends = List.copyOf(backends);
      flavors = List.copyOf(flavors);
      parameters = List.copyOf(parameters);
    }

    private static ServedTask of(Task<?, ?, ?, ?> task, TaskModule module) {
      try {
        ModuleRunner<?, ?, ?, ?> runner = task.runner(module);
        return new ServedTask(
            task,
            module,
            Optional.of(runner.backend()),
            runner.givesUp(),
            ServedFlavor.each(flavor -> ServedFlavor.of(flavor, runner)),
            runner.parameters().stream().map(ServedParameter::of).toList());
      } catch (IllegalArgumentException noBackend) {
        String words = String.valueOf(noBackend.getMessage());
        return new ServedTask(
            task,
            module,
            Optional.empty(),
            Optional.empty(),
            ServedFlavor.each(flavor -> new ServedFlavor(flavor, Optional.empty(), words)),
            List.of());
      }
    }

    private ServedTask(
        Task<?, ?, ?, ?> task,
        TaskModule module,
        Optional<String> backend,
        Optional<String> givesUp,
        List<ServedFlavor> flavors,
        List<ServedParameter> parameters) {
      this(
          task.name(),
          task.inputType(),
          task.inputElementType(),
          task.outputType(),
          task.outputElementType(),
          module.backends(task),
          backend,
          givesUp,
          flavors,
          parameters);
    }
  }

  /**
   * A flavour and how it is met.
   *
   * @param flavor the flavour
   * @param plan the plan; empty if it cannot be had
   * @param words the plan in words, or why there is none
   */
  public record ServedFlavor(Flavor flavor, Optional<Plan> plan, String words) {

    private static List<ServedFlavor> each(Function<Flavor, ServedFlavor> served) {
      return Arrays.stream(Flavor.values()).map(served).toList();
    }

    private static ServedFlavor of(Flavor flavor, ModuleRunner<?, ?, ?, ?> runner) {
      try {
        Plan plan = runner.plan(flavor);
        return new ServedFlavor(flavor, Optional.of(plan), plan.describe());
      } catch (UnavailableFlavorException e) {
        return new ServedFlavor(flavor, Optional.empty(), String.valueOf(e.getMessage()));
      }
    }
  }

  /**
   * A parameter.
   *
   * @param name the name callers use
   * @param type the type's name
   * @param rule what it allows: "between 0 and 1"
   * @param defaultValue the value taken when a caller gives none
   */
  public record ServedParameter(
      String name, String type, String rule, Optional<String> defaultValue) {

    private static ServedParameter of(Parameter<?> parameter) {
      return new ServedParameter(
          parameter.name(),
          parameter.typeName(),
          parameter.rule(),
          parameter.defaultValue().map(Object::toString));
    }
  }

  /**
   * A setting.
   *
   * @param name the key
   * @param type the type's name
   * @param rule what it allows
   * @param required whether it must be given
   * @param defaultValue the value taken where none is given
   * @param value the value given
   */
  public record SettingValue(
      String name,
      String type,
      String rule,
      boolean required,
      Optional<String> defaultValue,
      Optional<String> value) {}
}
