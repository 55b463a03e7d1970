package io.millrace.examples.multitask;

import io.millrace.core.Parameter;
import io.millrace.core.Setting;
import io.millrace.core.load.Alias;
import io.millrace.core.load.ModuleFactory;
import io.millrace.core.load.ModuleFolder;
import io.millrace.core.load.Settings;
import io.millrace.core.task.TaskModule;
import io.millrace.tasks.StandardTasks;
import java.util.List;

/** Loads {@link MultiTaskModule} over a generator, in the place of a module that found entities only. */
public final class MultiTaskFactory implements ModuleFactory {

  private static final Parameter<String> ENTITIES =
      prompt("entities_prompt", Prompts.ENGLISH.entities());
  private static final Parameter<String> SENTIMENT =
      prompt("sentiment_prompt", Prompts.ENGLISH.sentiment());

  /** Made by {@link java.util.ServiceLoader}. */
  public MultiTaskFactory() {}

  private static Parameter<String> prompt(String name, String defaultValue) {
    return Parameter.ofString(name, defaultValue)
        .within(prompt -> prompt.contains(Prompts.TEXT), "a text with " + Prompts.TEXT + " in it");
  }

  @Override
  public String id() {
    return MultiTaskModule.ID;
  }

  @Override
  public String version() {
    return MultiTaskModule.VERSION;
  }

  @Override
  public List<Alias> aliases() {
    return List.of(Alias.of("entities-llm", "1.0.0", StandardTasks.TOKEN_CLASSIFICATION));
  }

  @Override
  public List<Setting> settings() {
    return List.of(Setting.of(ENTITIES), Setting.of(SENTIMENT), Setting.module("llm"));
  }

  @Override
  public TaskModule create(ModuleFolder folder) {
    Settings settings = folder.settings();
    Prompts prompts = new Prompts(settings.get(ENTITIES), settings.get(SENTIMENT));
    return MultiTaskModule.over(settings.runner("llm", StandardTasks.TEXT_GENERATION), prompts);
  }
}
