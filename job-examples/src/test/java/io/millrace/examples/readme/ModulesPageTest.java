package io.millrace.examples.readme;

import static io.millrace.tasks.StandardTasks.LABELS;
import static io.millrace.tasks.StandardTasks.TEXT_CLASSIFICATION;
import static io.millrace.tasks.StandardTasks.TEXT_GENERATION;
import static io.millrace.tasks.StandardTasks.THRESHOLD;
import static io.millrace.tasks.StandardTasks.TOKEN_CLASSIFICATION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.core.Parameters;
import io.millrace.core.action.Action;
import io.millrace.core.action.Field;
import io.millrace.core.action.Final;
import io.millrace.core.action.Inputs;
import io.millrace.core.action.State;
import io.millrace.core.task.Flavor;
import io.millrace.core.task.ModuleChain;
import io.millrace.core.task.ModuleRunner;
import io.millrace.core.task.Task;
import io.millrace.core.task.TaskModule;
import io.millrace.core.task.UnaryUnary;
import io.millrace.flink.RunnerSupplier;
import io.millrace.schemas.ClassificationResult;
import io.millrace.schemas.ClassificationResults;
import io.millrace.schemas.FinishReason;
import io.millrace.schemas.GeneratedTextResult;
import io.millrace.schemas.GeneratedTextStreamResult;
import io.millrace.schemas.TokenClassificationResult;
import io.millrace.schemas.TokenClassificationResults;
import io.millrace.schemas.TokenClassificationStreamResult;
import io.millrace.tasks.FrameFilter;
import io.millrace.testkit.ModuleLaws;
import io.millrace.testkit.action.ActionLaws;
import io.millrace.testkit.action.ActionRan;
import io.millrace.testkit.action.ActionTrial;
import io.millrace.testkit.flink.OperatorLaws;
import io.millrace.text.PatternEntities;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The code that docs/modules.md shows: what stands between two marks is there word for word. */
class ModulesPageTest {

  private static final Path MODULES = Path.of("src/test/resources/modules");

  @TempDir
  private Path temp;

  @Test
  void loadsAModule() throws IOException {
    Path folder = MODULES.resolve("urgent");
    // modules.md: begin
    try (var urgent = TEXT_CLASSIFICATION.load(folder)) {
      assertThat(urgent.unaryUnary("help! The mill is on fire.").getResults())
          .containsExactly(new ClassificationResult("URGENT", 1.0));
      ModuleLaws.of(urgent).texts("help! The mill is on fire.").cuttings(1_000).check();
    }
    // modules.md: end
  }

  @Test
  void aRetiredIdLoadsToo() throws IOException {
    String saved = Files.readString(MODULES.resolve("urgent/module.yml"));
    Files.writeString(
        temp.resolve("module.yml"),
        saved.replace("keywords", "word-spotter").replace("1.4.0", "3.1.0"));

    try (var urgent = TEXT_CLASSIFICATION.load(temp)) {
      assertThat(urgent.unaryUnary("help!").getResults()).hasSize(1);
    }
    assertThatThrownBy(() -> TOKEN_CLASSIFICATION.load(temp))
        .hasMessage("module 'keywords' does not serve task 'token-classification'; it serves"
            + " [text-classification]; it was loaded from " + temp.resolve("module.yml")
            + ", saved under the retired id 'word-spotter', which was for [text-classification]");
  }

  @Test
  void aWrongSettingIsToldAsThePageSays() throws IOException {
    Path file = temp.resolve("module.yml");
    Files.writeString(file, "{module_id: keywords, version: 1.0.0, settings: {words: []}}");

    assertThatThrownBy(() -> TaskModule.load(temp))
        .hasMessage(file + ": setting 'words' must be a list of at least one text but was []");
    assertThat(Files.readString(Path.of("../docs/modules.md")))
        .contains("module.yml: setting 'words' must be a list of at least one text but was []");
  }

  @Test
  void backendsAreChosenInOrder() {
    UnaryUnary<String, ClassificationResults> byRules = (text, parameters) -> labelled("RULES");
    UnaryUnary<String, ClassificationResults> byServer = (text, parameters) -> labelled("SERVER");
    // modules.md: begin
    TaskModule mood = TaskModule.named("mood", "1.0.0")
        .serves(
            TEXT_CLASSIFICATION,
            as -> as.unaryUnary(byRules).backend("openai", openai -> openai.unaryUnary(byServer)))
        .build();
    var runner = TEXT_CLASSIFICATION.runner(mood, List.of("openai", "local"));
    assertThat(runner.plan(Flavor.UNARY_UNARY))
        .hasToString("UNARY_UNARY is native; backend openai of [local, openai]");
    // modules.md: end
    assertThat(runner.unaryUnary("").getResults().get(0).getLabel()).isEqualTo("SERVER");
  }

  private static ClassificationResults labelled(String label) {
    return new ClassificationResults(List.of(new ClassificationResult(label, 1.0)));
  }

  // modules.md: begin
  static final Task<String, String, TokenClassificationResults, TokenClassificationStreamResult>
      GENERATED_ENTITIES = Task.named("generated-entities")
          .input(String.class, String.class)
          .output(TokenClassificationResults.class, TokenClassificationStreamResult.class)
          .inputTranslator(TOKEN_CLASSIFICATION.inputTranslator().orElseThrow())
          .outputTranslator(TOKEN_CLASSIFICATION.outputTranslator().orElseThrow())
          .parameters(THRESHOLD, LABELS)
          .build();

  static TaskModule generatedEntities(
      ModuleRunner<String, String, ?, GeneratedTextStreamResult> generator) {
    return ModuleChain.of("generator", generator)
        .then(
            "entities",
            GeneratedTextStreamResult::getGeneratedText,
            TOKEN_CLASSIFICATION.runner(PatternEntities.module()))
        .map(FrameFilter.keeping(result -> !result.getWord().endsWith("@example.com")))
        .module("generated-entities", "1.0.0", GENERATED_ENTITIES);
  }
  // modules.md: end

  @Test
  void aChainReadsWhatIsGenerated() throws IOException {
    var generator = TEXT_GENERATION.runner(TaskModule.named("parrot", "1.0.0")
        .serves(
            TEXT_GENERATION,
            as -> as.unaryUnary((prompt, parameters) -> new GeneratedTextResult(
                prompt, 1L, FinishReason.EOS_TOKEN, null, null, null, null, null)))
        .build());

    try (var entities = GENERATED_ENTITIES.runner(generatedEntities(generator))) {
      String prompt = "a@example.com, https://millrace.org/a and b@millrace.org";
      assertThat(entities
              .unaryUnary(prompt, Parameters.of("entities.threshold", 0.9))
              .getResults())
          .extracting(TokenClassificationResult::getWord)
          .contains("b@millrace.org")
          .doesNotContain("a@example.com");
    }
  }

  @Test
  void holdsAModuleToTheLaw() {
    // modules.md: begin
    String text = "Write to ada@example.com.\r\nOr call +1 202-555-0143 \uD83D\uDE00. ";
    RunnerSupplier<String, String, TokenClassificationResults, TokenClassificationStreamResult>
        runner = () -> TOKEN_CLASSIFICATION.runner(PatternEntities.module());

    ModuleLaws.of(runner.get()).texts(text).cuttings(1_000).holdingAtMost(64).check();
    OperatorLaws.of(runner).texts(text).runs(10).check();
    // modules.md: end
  }

  @Test
  void holdsAnActionToItsPromises() {
    // modules.md: begin
    Field<String> name = Field.ofString("name");
    Action<String, String> greet =
        Action.of(String.class, String.class).reads(name).stream((state, inputs, out) -> {
          out.accept("Hello");
          return new Final<>("Hello " + state.get(name), state);
        });

    ActionRan ran = ActionTrial.of(greet).state(State.of(name, "Ada")).run();
    assertThat(ran.items()).containsExactly("Hello");
    assertThat(ran.result()).isEqualTo("Hello Ada");
    ActionLaws.of(greet).given(State.of(name, "Ada"), Inputs.NONE).check();
    // modules.md: end
  }
}
