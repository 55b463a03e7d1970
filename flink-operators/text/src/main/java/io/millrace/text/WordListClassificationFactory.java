package io.millrace.text;

import io.millrace.core.Parameter;
import io.millrace.core.Setting;
import io.millrace.core.load.ModuleFactory;
import io.millrace.core.load.ModuleFolder;
import io.millrace.core.load.Settings;
import io.millrace.core.task.TaskModule;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * Loads {@link WordListClassification}.
 *
 * <pre>{@code
 * settings:
 *   english_sentiment: false                        # whether the built-in lists are among them
 *   language: und                                   # whose rules cut texts into words
 *   lists:
 *     - {label: SPORT, words: [goal, red card]}
 *     - {label: MONEY, artifact: money}             # a word on each line, a tab and a weight behind it or not, in UTF-8
 *   negators: [not, never]
 *   opposites:
 *     - {label: GOOD, other: BAD}
 * }</pre>
 */
public final class WordListClassificationFactory implements ModuleFactory {

  private static final Parameter<Boolean> ENGLISH_SENTIMENT =
      Parameter.ofBoolean("english_sentiment", false);
  private static final Parameter<String> LANGUAGE = Parameter.ofString("language", "und");
  private static final Parameter<List<String>> NEGATORS =
      Parameter.ofStrings("negators", List.of());
  private static final Parameter<String> LABEL = label("label");
  private static final Parameter<String> OTHER = label("other");
  private static final Parameter<List<String>> WORDS =
      Parameter.ofStrings("words", List.of()).withoutDefault();
  private static final Parameter<String> ARTIFACT =
      Parameter.ofString("artifact", "").withoutDefault();

  /** Made by {@link java.util.ServiceLoader}. */
  public WordListClassificationFactory() {}

  private static Parameter<String> label(String name) {
    return Parameter.ofString(name, "")
        .withoutDefault()
        .within(label -> !label.isBlank(), "a text that is not blank");
  }

  @Override
  public String id() {
    return WordListClassification.ID;
  }

  @Override
  public String version() {
    return WordListClassification.VERSION;
  }

  @Override
  public List<Setting> settings() {
    return List.of(
        Setting.of(ENGLISH_SENTIMENT),
        Setting.of(LANGUAGE),
        Setting.entries("lists", Setting.required(LABEL), Setting.of(WORDS), Setting.of(ARTIFACT)),
        Setting.of(NEGATORS),
        Setting.entries("opposites", Setting.required(LABEL), Setting.required(OTHER)));
  }

  @Override
  public TaskModule create(ModuleFolder folder) throws IOException {
    Settings settings = folder.settings();
    WordListClassification.Builder builder = WordListClassification.builder()
        .locale(settings.use(LANGUAGE, LanguageTag::locale))
        .negators(settings.get(NEGATORS));
    if (settings.get(ENGLISH_SENTIMENT)) {
      builder.withEnglishSentiment();
    }
    for (Settings list : settings.entries("lists")) {
      words(folder, list, builder);
    }
    for (Settings pair : settings.entries("opposites")) {
      builder.opposites(pair.get(LABEL), pair.get(OTHER));
    }
    return builder.module();
  }

  private static void words(
      ModuleFolder folder, Settings list, WordListClassification.Builder builder)
      throws IOException {
    Optional<String> artifact = list.find(ARTIFACT);
    if (artifact.isPresent() == list.find(WORDS).isPresent()) {
      throw list.refusal("words", "must be given, or else 'artifact', and not both");
    }
    String label = list.get(LABEL);
    if (artifact.isEmpty()) {
      list.use(WORDS, words -> builder.words(label, words));
      return;
    }
    List<String> lines = WordLines.of(folder, list, artifact.get());
    list.use(ARTIFACT, named -> builder.lines(label, lines));
  }
}
