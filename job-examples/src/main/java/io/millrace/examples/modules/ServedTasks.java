package io.millrace.examples.modules;

import io.millrace.core.task.Flavor;
import io.millrace.core.task.ModuleDescription;
import io.millrace.core.task.ModuleDescription.ServedFlavor;
import io.millrace.core.task.Task;
import io.millrace.core.task.TaskModule;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The tasks that a module serves, by their names.
 *
 * @param module the module
 */
public record ServedTasks(TaskModule module) {

  /** Those of a module. */
  public static ServedTasks of(TaskModule module) {
    return new ServedTasks(module);
  }

  /**
   * The task of a name; of an empty name the only one.
   *
   * @throws IllegalArgumentException naming those that the module serves
   */
  public Task<?, ?, ?, ?> named(String name) {
    List<Task<?, ?, ?, ?>> found = module.tasks().stream()
        .filter(task -> name.isEmpty() || task.name().equals(name))
        .toList();
    if (found.size() == 1) {
      return found.get(0);
    }
    throw unknown(name, module.id(), module.tasks().stream().map(Task::name).toList());
  }

  static IllegalArgumentException unknown(String name, String module, List<String> tasks) {
    String served = ": module '" + module + "' serves " + String.join(", ", tasks);
    return new IllegalArgumentException(
        name.isEmpty()
            ? "--task is needed" + served
            : "--task must be one that the module serves but was '" + name + "'" + served);
  }

  /**
   * Looks whether a flavour of a task can be had.
   *
   * @throws IllegalArgumentException naming those that can, and what the wanted one lacks
   */
  public void require(Task<?, ?, ?, ?> task, Flavor flavor) {
    List<ServedFlavor> flavors = ModuleDescription.of(module).tasks().stream()
        .filter(served -> served.name().equals(task.name()))
        .flatMap(served -> served.flavors().stream())
        .toList();
    for (ServedFlavor wanted : flavors) {
      if (wanted.flavor() == flavor && wanted.plan().isEmpty()) {
        throw new IllegalArgumentException("--flavor must be one that can be had, " + had(flavors)
            + ", but was " + option(flavor) + ": " + wanted.words());
      }
    }
  }

  private static String had(List<ServedFlavor> flavors) {
    return flavors.stream()
        .filter(flavor -> flavor.plan().isPresent())
        .map(flavor -> option(flavor.flavor()))
        .collect(Collectors.joining(", "));
  }

  /** A flavour as the option has it. */
  public static String option(Flavor flavor) {
    return flavor.name().toLowerCase(Locale.ROOT);
  }
}
