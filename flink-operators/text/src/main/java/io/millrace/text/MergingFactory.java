package io.millrace.text;

import io.millrace.core.Parameter;
import io.millrace.core.Setting;
import io.millrace.core.load.ModuleFactory;
import io.millrace.core.load.ModuleFolder;
import io.millrace.core.load.Settings;
import io.millrace.core.task.TaskModule;
import io.millrace.tasks.StandardTasks;
import java.util.ArrayList;
import java.util.List;

/**
 * Loads {@link Merging} over detectors.
 *
 * <pre>{@code
 * settings:
 *   overlaps: best                               # or all
 *   detectors:
 *     - {name: patterns, detector: patterns}     # a module's folder within this one, or the module itself
 *     - {name: names, detector: names}
 * }</pre>
 */
public final class MergingFactory implements ModuleFactory {

  private static final List<String> RULES = List.of("best", "all");

  private static final Parameter<String> OVERLAPS =
      Parameter.ofString("overlaps", "best").within(RULES::contains, "one of " + RULES);
  private static final Parameter<String> NAME = Parameter.ofString("name", "")
      .withoutDefault()
      .within(
          name -> MergePart.NAME.matcher(name).matches(), "a text that matches " + MergePart.NAME);

  /** Made by {@link java.util.ServiceLoader}. */
  public MergingFactory() {}

  @Override
  public String id() {
    return Merging.ID;
  }

  @Override
  public String version() {
    return Merging.VERSION;
  }

  @Override
  public List<Setting> settings() {
    return List.of(
        Setting.of(OVERLAPS),
        Setting.entries("detectors", Setting.required(NAME), Setting.module("detector")));
  }

  @Override
  public TaskModule create(ModuleFolder folder) {
    Settings settings = folder.settings();
    List<MergePart> parts = new ArrayList<>();
    for (Settings entry : settings.entries("detectors")) {
      parts.add(new MergePart(
          entry.get(NAME), entry.runner("detector", StandardTasks.TOKEN_CLASSIFICATION)));
    }
    if (parts.isEmpty()) {
      throw settings.refusal("detectors", "must be at least one entry but was none");
    }
    MergeRule rule = settings.get(OVERLAPS).equals("all") ? MergeRule.ALL : MergeRule.BEST;
    return new Merging(parts, rule).module();
  }
}
