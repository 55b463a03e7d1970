package io.millrace.text;

import io.millrace.core.Parameter;
import io.millrace.core.Setting;
import io.millrace.core.load.ModuleFactory;
import io.millrace.core.load.ModuleFolder;
import io.millrace.core.load.Settings;
import io.millrace.core.task.TaskModule;
import io.millrace.tasks.StandardTasks;
import java.util.List;

/**
 * Loads {@link SpanClassification} over a classifier.
 *
 * <pre>{@code
 * settings:
 *   segments: '[^.!?\s][^.!?]*[.!?]?'    # the regular expression of a span
 *   classifier: shouting                 # a module's folder within this one, or the module itself
 *   task: text-classification            # or token-classification: what the classifier is asked for
 *   cap: 16384
 *   look_behind: 32
 * }</pre>
 *
 * <p>Without {@code task} the classifier is asked for text classification if it serves that, and for token classification
 * otherwise.
 */
public final class SpanClassificationFactory implements ModuleFactory {

  private static final List<String> TASKS =
      List.of(StandardTasks.TEXT_CLASSIFICATION.name(), StandardTasks.TOKEN_CLASSIFICATION.name());

  private static final Parameter<String> SEGMENTS =
      Parameter.ofString("segments", "").withoutDefault();
  private static final Parameter<String> TASK = Parameter.ofString("task", TASKS.get(0))
      .withoutDefault()
      .within(TASKS::contains, "one of " + TASKS);
  private static final Parameter<Long> CAP =
      Parameter.ofLong("cap", StableSegmenter.CAP, 2, 1 << 20);
  private static final Parameter<Long> LOOK_BEHIND =
      Parameter.ofLong("look_behind", StableSegmenter.LOOK_BEHIND, 1, 1 << 16);

  /** Made by {@link java.util.ServiceLoader}. */
  public SpanClassificationFactory() {}

  @Override
  public String id() {
    return SpanClassification.ID;
  }

  @Override
  public String version() {
    return SpanClassification.VERSION;
  }

  @Override
  public List<Setting> settings() {
    return List.of(
        Setting.required(SEGMENTS),
        Setting.module("classifier"),
        Setting.of(TASK),
        Setting.of(CAP),
        Setting.of(LOOK_BEHIND));
  }

  @Override
  public TaskModule create(ModuleFolder folder) {
    Settings settings = folder.settings();
    StableSegmenter segmenter = settings
        .<String, StableSegmenter>use(SEGMENTS, StableSegmenter::of)
        .withCap(settings.get(CAP).intValue())
        .withLookBehind(settings.get(LOOK_BEHIND).intValue());
    TaskModule classifier = settings.module("classifier");
    boolean ofTexts = settings
        .find(TASK)
        .map(StandardTasks.TEXT_CLASSIFICATION.name()::equals)
        .orElseGet(() -> classifier.tasks().contains(StandardTasks.TEXT_CLASSIFICATION));
    return ofTexts
        ? SpanClassification.ofTexts(
            segmenter, settings.runner("classifier", classifier, StandardTasks.TEXT_CLASSIFICATION))
        : SpanClassification.ofTokens(
            segmenter,
            settings.runner("classifier", classifier, StandardTasks.TOKEN_CLASSIFICATION));
  }
}
