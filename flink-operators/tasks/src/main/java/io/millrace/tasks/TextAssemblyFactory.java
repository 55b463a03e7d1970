package io.millrace.tasks;

import io.millrace.core.load.ModuleFactory;
import io.millrace.core.load.ModuleFolder;
import io.millrace.core.task.TaskModule;

/** Loads {@link TextAssembly}; there is nothing to set. */
public final class TextAssemblyFactory implements ModuleFactory {

  /** Made by {@link java.util.ServiceLoader}. */
  public TextAssemblyFactory() {}

  @Override
  public String id() {
    return TextAssembly.ID;
  }

  @Override
  public String version() {
    return TextAssembly.VERSION;
  }

  @Override
  public TaskModule create(ModuleFolder folder) {
    return TextAssembly.module();
  }
}
