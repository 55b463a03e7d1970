package io.millrace.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.core.Parameters;
import io.millrace.core.task.ModuleRunner;
import io.millrace.core.task.StreamStream;
import io.millrace.core.task.Task;
import io.millrace.core.task.TaskModule;
import io.millrace.core.task.UnavailableFlavorException;
import io.millrace.schemas.TokenClassificationResults;
import io.millrace.schemas.TokenClassificationStreamResult;
import io.millrace.tasks.StandardTasks;
import java.util.List;
import org.junit.jupiter.api.Test;

class ModuleLawsTest {

  @Test
  void aModuleThatKeepsTheLawPassesEveryCutting() {
    Proof proof = ModuleLaws.of(runner(new DigitRuns())).seed(42).check();

    assertThat(proof.cuttings()).isGreaterThanOrEqualTo(100_000);
    assertThat(proof.texts()).isGreaterThan(500);
    assertThat(proof.excused()).isZero();
  }

  @Test
  void theSameSeedTriesTheSame() {
    var laws = ModuleLaws.of(runner(new DigitRuns())).cuttings(500);

    assertThat(laws.seed(7).check()).isEqualTo(laws.seed(7).check());
    assertThat(laws.seed(7).check().cuttings()).isEqualTo(500);
  }

  @Test
  void theLineToReRunShowsTheSameFailure() {
    var laws = ModuleLaws.of(runner(new CutDependent()));

    assertThatThrownBy(() -> laws.check(Cutting.of("1", "2"))).hasMessage("""
        module 'digits' 1.0.0 does not keep the law of task 'token-classification': streaming equals unary
          wanted  {"results": [{"start": 0, "end": 2, "word": "12", "entity": "DIGITS", "entity_group": null, "score": 1.0, "token_count": null}], "warnings": null}
          got     {"results": [{"start": 0, "end": 1, "word": "1", "entity": "DIGITS", "entity_group": null, "score": 1.0, "token_count": null}, {"start": 1, "end": 2, "word": "2", "entity": "DIGITS", "entity_group": null, "score": 1.0, "token_count": null}], "warnings": null}
          where   STREAM_STREAM is native
          unary   UNARY_UNARY from STREAM_STREAM: splits the input, joins the output; buffers nothing
          text    "12"
          cutting "1", "2"
          found   as given, in 2 elements
          re-run  ModuleLaws.of(runner).check(Cutting.of("1", "2"));""");
  }

  @Test
  void theLineToReRunNamesTheParameters() {
    var laws =
        ModuleLaws.of(runner(new CutDependent())).parameters(Parameters.of("threshold", 0.25));

    assertThatThrownBy(() -> laws.check(Cutting.of("1", "2")))
        .isInstanceOf(AssertionError.class)
        .message()
        .endsWith("re-run  ModuleLaws.of(runner).parameters(Parameters.of(Map.of(\"threshold\","
            + " 0.25))).check(Cutting.of(\"1\", \"2\"));");
  }

  @Test
  void aModuleThatIsNotExactMayDifferButNotLeaveTheFrames() {
    Proof proof = ModuleLaws.of(inexact(new CutDependent())).cuttings(5_000).check();

    assertThat(proof.cuttings()).isEqualTo(5_000);
    assertThatThrownBy(() -> ModuleLaws.of(inexact(new DigitRuns() {
              @Override
              public Held open(Parameters parameters) {
                return new Held(1, "");
              }
            }))
            .check())
        .hasMessage("""
            module 'loose' 1.0.0 does not keep the law of task 'token-classification': each frame begins where the one before it ended, and its spans lie within it
              wanted  a frame that begins at 0
              got     a frame [1, 1)
              where   UNARY_STREAM from STREAM_STREAM: splits the input; buffers nothing
              text    ""
              cutting into nothing
              found   by seed 1, in 1 element
              re-run  ModuleLaws.of(runner).check(Cutting.of());""");
  }

  @Test
  void aDifferenceThatAWarningNamesIsExcusedAndCounted() {
    var module = TaskModule.named("capped", "1.0.0")
        .serves(
            StandardTasks.TOKEN_CLASSIFICATION,
            as -> as.streamStream(new CutDependent())
                .unaryUnary((text, parameters) -> new TokenClassificationResults(
                    DigitRuns.frame(0, text).getResults(), List.of("cut at 1"))))
        .build();

    Proof proof = ModuleLaws.of(StandardTasks.TOKEN_CLASSIFICATION.runner(module))
        .texts("12")
        .cuttings(10)
        .check();

    assertThat(proof.excused()).isGreaterThan(10);
  }

  @Test
  void aMaskThatDependsOnTheCuttingIsCaughtByItsConcatenation() {
    var module = TaskModule.named("stars", "1.0.0")
        .serves(
            StandardTasks.TEXT_MASKING,
            as -> as.streamStream(Elementwise.of(element -> element.replaceAll("[0-9]+", "*"))))
        .build();

    assertThatThrownBy(
            () -> ModuleLaws.of(StandardTasks.TEXT_MASKING.runner(module)).check())
        .hasMessage("""
            module 'stars' 1.0.0 does not keep the law of task 'text-masking': the masked stream, concatenated, is the mask
              wanted  "*"
              got     "**"
              where   STREAM_STREAM is native
              unary   UNARY_UNARY from STREAM_STREAM: splits the input, joins the output; buffers nothing
              text    "92"
              cutting "9", "2"
              found   by seed 1, in 18 elements
              re-run  ModuleLaws.of(runner).check(Cutting.of("9", "2"));""");
  }

  @Test
  void anInputTranslatorThatLosesBlanksIsCaught() {
    var module = TaskModule.named("stars", "1.0.0")
        .serves(
            StandardTasks.TEXT_MASKING,
            as -> as.streamStream(Elementwise.of(element -> element))
                .inputTranslator(new Elementwise.Words()))
        .build();

    assertThatThrownBy(() -> ModuleLaws.of(StandardTasks.TEXT_MASKING.runner(module))
            .texts("a b")
            .check())
        .hasMessage("""
            module 'stars' 1.0.0 does not keep the law of task 'text-masking': joining what was split gives the whole
              wanted  " "
              got     ""
              text    " "
              cutting " "
              found   by seed 1, in 1 element
              re-run  ModuleLaws.of(runner).check(Cutting.of(" "));""");
  }

  @Test
  void aTaskWithoutTranslatorsIsRefusedAsNothingCanBeCompared() {
    Task<String, String, String, String> bare = Task.named("bare")
        .input(String.class, String.class)
        .output(String.class, String.class)
        .build();
    var module = TaskModule.named("echo", "1.0.0")
        .serves(bare, as -> as.streamStream(Elementwise.of(element -> element)))
        .build();

    assertThatThrownBy(() -> ModuleLaws.of(bare.runner(module)))
        .isInstanceOf(UnavailableFlavorException.class)
        .hasMessage("module 'echo' cannot serve UNARY_UNARY of task 'bare': deriving it from"
            + " STREAM_STREAM would need the input and output translators, and neither the task"
            + " nor the module has one");
  }

  @Test
  void aStreamThatWasRunElsewhereIsJudged() {
    var laws = ModuleLaws.of(runner(new DigitRuns()));

    laws.checkStream("a1", List.of(DigitRuns.frame(0, "a"), DigitRuns.frame(1, "1")));

    assertThatThrownBy(() -> laws.checkStream("a1", List.of(DigitRuns.frame(0, "a"))))
        .hasMessage("""
            module 'digits' 1.0.0 does not keep the law of task 'token-classification': processed_index never decreases and ends at the text's length in code points
              wanted  a last frame that ends at 2
              got     a frame [0, 1)
              text    "a1\"""");
  }

  @Test
  void aScenarioThatFailedIsCheckedByItself() {
    ModuleLaws.of(runner(new DigitRuns()))
        .check(
            Scenario.of(Scenario.turn("a", "1"), Scenario.turn("b", "2"), Scenario.turn("a", "3")));
  }

  @Test
  void cuttingsMustBeAtLeastOne() {
    var laws = ModuleLaws.of(runner(new DigitRuns()));

    assertThatThrownBy(() -> laws.cuttings(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("cuttings must be at least 1 but was 0");
  }

  @Test
  void theSystemPropertyMustBeANumber() {
    String before = System.getProperty(ModuleLaws.CUTTINGS_PROPERTY, "");
    System.setProperty(ModuleLaws.CUTTINGS_PROPERTY, "many");
    try {
      assertThatThrownBy(() -> ModuleLaws.of(runner(new DigitRuns())))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("system property millrace.cuttings must be a whole number but was \"many\"");
    } finally {
      if (before.isEmpty()) {
        System.clearProperty(ModuleLaws.CUTTINGS_PROPERTY);
      } else {
        System.setProperty(ModuleLaws.CUTTINGS_PROPERTY, before);
      }
    }
  }

  @Test
  void parametersThatTheModuleDoesNotReadAreRefusedAtOnce() {
    var laws = ModuleLaws.of(runner(new DigitRuns()));

    assertThatThrownBy(() -> laws.parameters(Parameters.of("temperature", 1)))
        .hasMessage("INVALID_ARGUMENT: parameter 'temperature' is not read by module 'digits' for"
            + " task 'token-classification', which reads threshold");
  }

  private static ModuleRunner<
          String, String, TokenClassificationResults, TokenClassificationStreamResult>
      runner(StreamStream<String, ?, TokenClassificationStreamResult> detector) {
    return StandardTasks.TOKEN_CLASSIFICATION.runner(DigitRuns.module(detector));
  }

  private static ModuleRunner<
          String, String, TokenClassificationResults, TokenClassificationStreamResult>
      inexact(StreamStream<String, ?, TokenClassificationStreamResult> detector) {
    return StandardTasks.TOKEN_CLASSIFICATION.runner(TaskModule.named("loose", "1.0.0")
        .serves(
            StandardTasks.TOKEN_CLASSIFICATION,
            as -> as.streamStream(detector).inexact("runs that are cut"))
        .build());
  }

  /** Lets a run of digits go before it is over. */
  private static final class CutDependent extends DigitRuns {
    @Override
    int stable(String text) {
      int last = text.length() - 1;
      return last >= 0 && Character.isHighSurrogate(text.charAt(last)) ? last : last + 1;
    }
  }
}
