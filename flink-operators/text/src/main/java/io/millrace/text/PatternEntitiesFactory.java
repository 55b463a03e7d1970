package io.millrace.text;

import io.millrace.core.Parameter;
import io.millrace.core.Setting;
import io.millrace.core.load.ModuleFactory;
import io.millrace.core.load.ModuleFolder;
import io.millrace.core.load.Settings;
import io.millrace.core.task.TaskModule;
import io.millrace.text.pii.BuiltIn;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * Loads {@link PatternEntities}.
 *
 * <pre>{@code
 * settings:
 *   built_in: [EMAIL_ADDRESS, PHONE_NUMBER]
 *   regions: [US, DE]
 *   cap: 4096
 *   look_behind: 32
 *   patterns:
 *     - {label: ORDER, regex: 'A-\d{6}', score: 0.9}
 *   words:
 *     - {label: CITY, words: [Paris, New York]}
 *     - {label: PERSON, artifact: names}    # a file with a name on each line, in UTF-8
 * }</pre>
 */
public final class PatternEntitiesFactory implements ModuleFactory {

  private static final Parameter<List<String>> BUILT_IN = Parameter.ofStrings(
          "built_in", BuiltIn.LABELS)
      .within(BuiltIn.LABELS::containsAll, "a list of some of " + BuiltIn.LABELS);
  private static final Parameter<List<String>> REGIONS =
      Parameter.ofStrings("regions", PatternEntities.REGIONS);
  private static final Parameter<Long> CAP =
      Parameter.ofLong("cap", PatternEntities.CAP, PatternEntities.LEAST_CAP, 1 << 20);
  private static final Parameter<Long> LOOK_BEHIND =
      Parameter.ofLong("look_behind", PatternEntities.LOOK_BEHIND, 1, 1 << 16);

  private static final Parameter<String> LABEL = Parameter.ofString("label", "")
      .withoutDefault()
      .within(label -> !label.isBlank(), "a text that is not blank");
  private static final Parameter<Double> SCORE = Parameter.ofDouble("score", 1, 0, 1);
  private static final Parameter<String> REGEX = Parameter.ofString("regex", "").withoutDefault();
  private static final Parameter<List<String>> WORDS =
      Parameter.ofStrings("words", List.of()).withoutDefault();
  private static final Parameter<String> ARTIFACT =
      Parameter.ofString("artifact", "").withoutDefault();

  /** Made by {@link java.util.ServiceLoader}. */
  public PatternEntitiesFactory() {}

  @Override
  public String id() {
    return PatternEntities.ID;
  }

  @Override
  public String version() {
    return PatternEntities.VERSION;
  }

  @Override
  public List<Setting> settings() {
    return List.of(
        Setting.of(BUILT_IN),
        Setting.of(REGIONS),
        Setting.of(CAP),
        Setting.of(LOOK_BEHIND),
        Setting.entries(
            "patterns", Setting.required(LABEL), Setting.required(REGEX), Setting.of(SCORE)),
        Setting.entries(
            "words",
            Setting.required(LABEL),
            Setting.of(WORDS),
            Setting.of(ARTIFACT),
            Setting.of(SCORE)));
  }

  @Override
  public TaskModule create(ModuleFolder folder) throws IOException {
    Settings settings = folder.settings();
    PatternEntities.Builder builder = PatternEntities.builder()
        .builtIn(settings.get(BUILT_IN).toArray(String[]::new))
        .cap(settings.get(CAP).intValue())
        .lookBehind(settings.get(LOOK_BEHIND).intValue());
    settings.use(REGIONS, codes -> {
      BuiltIn.rules(codes);
      return builder.regions(codes.toArray(String[]::new));
    });
    for (Settings pattern : settings.entries("patterns")) {
      pattern.use(REGEX, regex -> builder.pattern(pattern.get(LABEL), regex, pattern.get(SCORE)));
    }
    for (Settings list : settings.entries("words")) {
      words(folder, list, builder);
    }
    return builder.module();
  }

  private static void words(ModuleFolder folder, Settings list, PatternEntities.Builder builder)
      throws IOException {
    Optional<String> artifact = list.find(ARTIFACT);
    if (artifact.isPresent() == list.find(WORDS).isPresent()) {
      throw list.refusal("words", "must be given, or else 'artifact', and not both");
    }
    if (artifact.isEmpty()) {
      list.use(WORDS, words -> builder.words(list.get(LABEL), words, list.get(SCORE)));
      return;
    }
    List<String> lines = WordLines.of(folder, list, artifact.get()).stream()
        .map(String::strip)
        .filter(line -> !line.isEmpty())
        .toList();
    list.use(ARTIFACT, named -> builder.words(list.get(LABEL), lines, list.get(SCORE)));
  }
}
