package io.millrace.examples.readme;

import static io.millrace.tasks.StandardTasks.TEXT_CLASSIFICATION;

import io.millrace.core.Parameter;
import io.millrace.core.Setting;
import io.millrace.core.load.Alias;
import io.millrace.core.load.ModuleFactory;
import io.millrace.core.load.ModuleFolder;
import io.millrace.core.task.TaskModule;
import io.millrace.schemas.ClassificationResult;
import io.millrace.schemas.ClassificationResults;
import java.util.List;

// modules.md: begin
/** Labels a text in which one of some words stands. Named in META-INF/services. */
public final class KeywordsFactory implements ModuleFactory {

  private static final Parameter<String> LABEL = Parameter.ofString("label", "FOUND");
  private static final Parameter<List<String>> WORDS = Parameter.ofStrings("words", List.of())
      .withoutDefault()
      .within(words -> !words.isEmpty(), "a list of at least one text");

  @Override
  public String id() {
    return "keywords";
  }

  @Override
  public String version() {
    return "1.0.0";
  }

  @Override
  public List<Alias> aliases() {
    return List.of(Alias.of("word-spotter", "3.0.0", TEXT_CLASSIFICATION));
  }

  @Override
  public List<Setting> settings() {
    return List.of(Setting.of(LABEL), Setting.required(WORDS));
  }

  @Override
  public TaskModule create(ModuleFolder folder) {
    var found = new ClassificationResult(folder.settings().get(LABEL), 1.0);
    List<String> words = folder.settings().get(WORDS);
    return TaskModule.named(id(), version())
        .serves(
            TEXT_CLASSIFICATION,
            as -> as.unaryUnary((text, parameters) -> new ClassificationResults(
                words.stream().anyMatch(text::contains) ? List.of(found) : List.of())))
        .build();
  }
}
// modules.md: end
