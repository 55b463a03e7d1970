package io.millrace.examples.multitask;

import static io.millrace.tasks.StandardTasks.LABELS;
import static io.millrace.tasks.StandardTasks.TEXT_CLASSIFICATION;
import static io.millrace.tasks.StandardTasks.TEXT_GENERATION;
import static io.millrace.tasks.StandardTasks.TOKEN_CLASSIFICATION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.core.Parameters;
import io.millrace.core.task.ModuleDescription;
import io.millrace.core.task.ModuleLoader;
import io.millrace.core.task.TaskModule;
import io.millrace.schemas.ClassificationResult;
import io.millrace.schemas.GeneratedTextStreamResult;
import io.millrace.schemas.TokenClassificationResult;
import io.millrace.testkit.ModuleLaws;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MultiTaskModuleTest {

  private static final Path FOLDER = Path.of("src/test/resources/modules/multi-task-llm");

  private static final String TEXT =
      "🙂 Dr. Ito came from Osaka to Paris. Ito had a great time in Paris, thanks to Parisians.";

  @TempDir
  private Path temp;

  @Test
  void oneModelAnswersTwoTasks() throws IOException {
    try (TaskModule module = TaskModule.load(FOLDER)) {
      assertThat(TOKEN_CLASSIFICATION.runner(module).unaryUnary(TEXT).getResults())
          .extracting(
              TokenClassificationResult::getEntity,
              TokenClassificationResult::getWord,
              TokenClassificationResult::getStart)
          .hasToString(
              "[(\"PERSON\", \"Ito\", 6L), (\"PLACE\", \"Osaka\", 20L), (\"PLACE\", \"Paris\","
                  + " 29L), (\"PERSON\", \"Ito\", 36L), (\"PLACE\", \"Paris\", 60L), (\"PLACE\","
                  + " \"Parisians\", 77L)]");
      assertThat(TEXT_CLASSIFICATION.runner(module).unaryUnary(TEXT).getResults())
          .containsExactly(new ClassificationResult("positive", 0.8));
    }
  }

  @Test
  void bothTasksKeepTheLaw() throws IOException {
    try (TaskModule module = TaskModule.load(FOLDER)) {
      ModuleLaws.of(TOKEN_CLASSIFICATION.runner(module))
          .texts(TEXT)
          .cuttings(1_000)
          .check();
      ModuleLaws.of(TEXT_CLASSIFICATION.runner(module))
          .texts(TEXT)
          .cuttings(1_000)
          .check();
      ModuleLaws.of(TOKEN_CLASSIFICATION.runner(module)).cuttings(1_000).check();
    }
  }

  @Test
  void onlyTheLabelsAskedForAreGiven() throws IOException {
    try (TaskModule module = TaskModule.load(FOLDER)) {
      assertThat(TOKEN_CLASSIFICATION
              .runner(module)
              .unaryUnary(TEXT, Parameters.NONE.with(LABELS, List.of("PERSON")))
              .getResults())
          .extracting(TokenClassificationResult::getWord)
          .containsExactly("Ito", "Ito");
    }
  }

  @Test
  void aModelSavedUnderTheRetiredIdLoadsForEntitiesOnly() throws IOException {
    String saved = Files.readString(FOLDER.resolve("module.yml"));
    Files.writeString(temp.resolve("module.yml"), saved.replace("multi-task-llm", "entities-llm"));

    try (var entities = TOKEN_CLASSIFICATION.load(temp)) {
      assertThat(entities.module()).hasToString("multi-task-llm:1.0.0");
    }
    assertThatThrownBy(() -> TEXT_CLASSIFICATION.load(temp))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("module 'multi-task-llm' does not serve task 'text-classification'; it serves"
            + " [token-classification]; it was loaded from " + temp.resolve("module.yml")
            + ", saved under the retired id 'entities-llm', which was for [token-classification]");
  }

  @Test
  void whatTheModelMakesUpIsDroppedAndWhatItSaysBesidesIsPassedOver() {
    assertThat(EntityAnswer.read(
            "Sure!\nPLACE: Atlantis\nPLACE: New York\nPLACE: York\nPERSON: Yo\n",
            "In New York, York"))
        .extracting(TokenClassificationResult::getWord, TokenClassificationResult::getStart)
        .hasToString("[(\"New York\", 3L), (\"York\", 13L)]");
  }

  @Test
  void theGeneratorStreamsWordByWordAndSaysWhatItDoesNotKnow() throws IOException {
    try (var generator = TEXT_GENERATION.runner(RuleBasedGenerator.module())) {
      assertThat(generator.unaryStream("Write a poem."))
          .extracting(GeneratedTextStreamResult::getGeneratedText)
          .containsExactly("I ", "do ", "not ", "know.");
    }
  }

  @Test
  void aDescriptionTellsBothTasks() {
    ModuleDescription description = ModuleLoader.find().describe(FOLDER);

    assertThat(description.tasks())
        .extracting(ModuleDescription.ServedTask::name)
        .containsExactly("token-classification", "text-classification");
    assertThat(description.settings())
        .extracting(ModuleDescription.SettingValue::name)
        .containsExactly("entities_prompt", "sentiment_prompt", "llm");
  }
}
