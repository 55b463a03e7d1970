package io.millrace.examples.multitask;

import io.millrace.core.load.ModuleFactory;
import io.millrace.core.load.ModuleFolder;
import io.millrace.core.task.TaskModule;

/** Loads {@link RuleBasedGenerator}; there is nothing to set. */
public final class RuleBasedGeneratorFactory implements ModuleFactory {

  /** Made by {@link java.util.ServiceLoader}. */
  public RuleBasedGeneratorFactory() {}

  @Override
  public String id() {
    return RuleBasedGenerator.ID;
  }

  @Override
  public String version() {
    return RuleBasedGenerator.VERSION;
  }

  @Override
  public TaskModule create(ModuleFolder folder) {
    return RuleBasedGenerator.module();
  }
}
