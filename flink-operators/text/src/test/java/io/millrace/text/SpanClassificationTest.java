package io.millrace.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.core.Parameters;
import io.millrace.core.task.ModuleRunner;
import io.millrace.core.task.TaskModule;
import io.millrace.schemas.TokenClassificationResult;
import io.millrace.schemas.TokenClassificationResults;
import io.millrace.schemas.TokenClassificationStreamResult;
import io.millrace.tasks.StandardTasks;
import io.millrace.testkit.Cutting;
import io.millrace.testkit.ModuleLaws;
import io.millrace.testkit.Proof;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Each case through all four flavours: the frames as listed, and the spans of the frames as those of the unary answer. */
class SpanClassificationTest {

  private static final String DOC =
      "The quick brown fox jumps over the lazy dog. Once upon a time in a land far away.";

  static final StableSegmenter SENTENCES = StableSegmenter.of(
      "[^.!?\\s][^.!?\\n]*(?:[.!?](?!['\"]?\\s|$)[^.!?]*)*[.!?]?['\"]?(?=\\s|$)");

  private static final TaskModule EVERY_SENTENCE =
      SpanClassification.ofTexts(SENTENCES, Labelling.everyText("SENTENCE"));

  private static final TaskModule THINGS = SpanClassification.ofTokens(
      SENTENCES, Labelling.things(Map.of("fox", 0.8, "dog", 0.3, "land", 0.7)));

  private static final TaskModule NOTHING =
      SpanClassification.ofTokens(SENTENCES, Labelling.things(Map.of()));

  private static final Parameters LOW = Parameters.NONE.with(StandardTasks.THRESHOLD, 0.3);

  @Test
  void case1EverySentenceIsLabelled() {
    frames(EVERY_SENTENCE, Parameters.NONE, Cutting.codePoints(DOC), 44, 81);
    assertThat(spans(EVERY_SENTENCE, Parameters.NONE, DOC)).containsExactly("0-44", "45-81");
  }

  @Test
  void case2TokensWithinSentencesAreLabelled() {
    frames(THINGS, LOW, Cutting.codePoints(DOC), 19, 43, 44, 71, 81);
    assertThat(spans(THINGS, LOW, DOC)).containsExactly("16-19", "40-43", "67-71");
  }

  @Test
  void case3NothingIsDetected() {
    frames(NOTHING, Parameters.NONE, Cutting.codePoints(DOC), 44, 81);
    assertThat(spans(NOTHING, Parameters.NONE, DOC)).isEmpty();
  }

  @Test
  void case4TheLastSentenceHasNoPeriod() {
    Cutting cutting = Cutting.of(
        "The quick brown fox jumps over the ", "lazy dog. Once upon a time in a land far away");
    frames(THINGS, LOW, cutting, 19, 43, 44, 71, 80);
  }

  @Test
  void case5AThirdSentenceFollows() {
    String text = DOC + " I am another sentence.";
    frames(EVERY_SENTENCE, Parameters.NONE, Cutting.codePoints(text), 44, 81, 104);
    frames(EVERY_SENTENCE, Parameters.NONE, Cutting.whole(text), 44, 81, 104);
  }

  @Test
  void case6TheStreamIsEmpty() {
    frames(EVERY_SENTENCE, Parameters.NONE, Cutting.of(), 0);
    frames(EVERY_SENTENCE, Parameters.NONE, Cutting.of("", ""), 0);
    assertThat(spans(EVERY_SENTENCE, Parameters.NONE, "")).isEmpty();
  }

  @Test
  void case7SentencesEndInDifferentMarks() {
    String text = "The dragon hoarded gold. The cow ate grass. What is happening? What a day!";
    frames(EVERY_SENTENCE, Parameters.NONE, Cutting.codePoints(text), 24, 43, 62, 74);
    frames(EVERY_SENTENCE, Parameters.NONE, Cutting.whole(text), 24, 43, 62, 74);
    assertThat(spans(EVERY_SENTENCE, Parameters.NONE, text))
        .containsExactly("0-24", "25-43", "44-62", "63-74");
  }

  @Test
  void case8TwoBlanksOrLineEndsStandBetweenSentences() {
    frames(EVERY_SENTENCE, Parameters.NONE, Cutting.codePoints("One.  Two.\n\nThree."), 4, 10, 18);
    assertThat(spans(EVERY_SENTENCE, Parameters.NONE, "One.  Two.\n\nThree."))
        .containsExactly("0-4", "6-10", "12-18");
  }

  @Test
  void case8FourSentencesComeInOneElement() {
    String text = "One. Two. Three. Four.";
    frames(EVERY_SENTENCE, Parameters.NONE, Cutting.whole(text), 4, 9, 16, 22);
    frames(EVERY_SENTENCE, Parameters.NONE, Cutting.of("One. Two. ", "Three. Four."), 4, 9, 16, 22);
    assertThat(spans(EVERY_SENTENCE, Parameters.NONE, text))
        .containsExactly("0-4", "5-9", "10-16", "17-22");
  }

  @Test
  void case8TheTextIsBlank() {
    frames(EVERY_SENTENCE, Parameters.NONE, Cutting.of("  ", "\n "), 4);
    frames(EVERY_SENTENCE, Parameters.NONE, Cutting.of("One.  "), 4, 6);
  }

  @Test
  void case8SomeElementsAreEmpty() {
    frames(EVERY_SENTENCE, Parameters.NONE, Cutting.of("", "One. ", "", "Two.", ""), 4, 9);
  }

  @Test
  void case8AnEmojiStandsBeforeASpan() {
    String text = "\uD83D\uDE00 fox. A \uD83D\uDC69\u200D\uD83D\uDC67 fox.";
    frames(THINGS, Parameters.NONE, Cutting.units(text), 5, 6, 16, 17);
    assertThat(spans(THINGS, Parameters.NONE, text)).containsExactly("2-5", "13-16");
  }

  @Test
  void case8ASpanHasTwoLabels() {
    TaskModule module =
        SpanClassification.ofTexts(SENTENCES, Labelling.everyText("SENTENCE", "STATEMENT"));
    frames(module, Parameters.NONE, Cutting.codePoints(DOC), 44, 81);
    assertThat(spans(module, Parameters.NONE, DOC))
        .containsExactly("0-44", "0-44", "45-81", "45-81");
  }

  @Test
  void resultsUnderTheThresholdAreLeftOut() {
    assertThat(spans(THINGS, Parameters.NONE, DOC)).containsExactly("16-19", "67-71");
  }

  @Test
  void resultsUnderOtherLabelsAreLeftOut() {
    Parameters other = Parameters.NONE.with(StandardTasks.LABELS, List.of("OTHER"));
    assertThat(spans(EVERY_SENTENCE, other, DOC)).isEmpty();
  }

  @Test
  void aClassifierThatReadsTheParametersIsGivenThem() {
    TaskModule module = SpanClassification.ofTokens(
        SENTENCES, StandardTasks.TOKEN_CLASSIFICATION.runner(PatternEntities.module()));
    Parameters low = Parameters.of(Map.of("threshold", 0.2, "labels", List.of("DOMAIN_NAME")));
    assertThat(spans(module, low, "See setup.py now. Or ada@example.com.")).containsExactly("4-12");
  }

  @Test
  void detectionsThatOverlapLeaveInOneFrame() {
    TaskModule module = SpanClassification.ofTokens(
        SENTENCES, Labelling.things(Map.of("brown fox", 0.9, "fox jumps", 0.9, "quick", 0.9)));
    frames(module, Parameters.NONE, Cutting.codePoints(DOC), 9, 25, 44, 81);
  }

  @Test
  void aCutByTheCapIsAWarning() {
    TaskModule module =
        SpanClassification.ofTexts(SENTENCES.withCap(20), Labelling.everyText("SENTENCE"));
    assertThat(runner(module).unaryUnary("One. " + "x".repeat(30) + ". Two.").getWarnings())
        .containsExactly("more than 20 characters would have to be held for a segment:"
            + " it was taken to end at 25");
  }

  @Test
  void aClassifierThatAnswersOutsideItsTextIsABug() {
    var outside = StandardTasks.TOKEN_CLASSIFICATION.runner(TaskModule.named("outside", "1.0.0")
        .serves(
            StandardTasks.TOKEN_CLASSIFICATION,
            as -> as.unaryUnary((text, parameters) -> new TokenClassificationResults(
                List.of(new TokenClassificationResult(0L, 99L, "x", "X", null, 1.0, null)), null)))
        .build());
    var runner = runner(SpanClassification.ofTokens(SENTENCES, outside));
    assertThatThrownBy(() -> runner.unaryUnary("One."))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "a classifier must answer within its text of 4 code points" + " but answered [0, 99)");
  }

  @Test
  void spansOfTextsKeepTheLaw() {
    ModuleLaws.of(runner(EVERY_SENTENCE))
        .cuttings(CuttingBudget.percent(3))
        .seed(3)
        .check();
  }

  @Test
  void spansOfTokensKeepTheLaw() {
    TaskModule module = SpanClassification.ofTokens(
        SENTENCES.withCap(40), StandardTasks.TOKEN_CLASSIFICATION.runner(PatternEntities.module()));
    Proof proof =
        ModuleLaws.of(runner(module)).cuttings(CuttingBudget.percent(3)).seed(4).check();
    assertThat(proof.excused()).as("results that differed, with a warning").isZero();
  }

  private static ModuleRunner<
          String, String, TokenClassificationResults, TokenClassificationStreamResult>
      runner(TaskModule module) {
    return StandardTasks.TOKEN_CLASSIFICATION.runner(module);
  }

  /** Asserts the frames of the stream, and that the other flavours say the same of its text. */
  private static void frames(
      TaskModule module, Parameters parameters, Cutting cutting, Integer... expected) {
    var runner = runner(module);
    List<TokenClassificationStreamResult> streamed =
        runner.streamStream(cutting.elements().stream(), parameters).toList();
    assertThat(ends(streamed)).containsExactly(expected);
    try (Stream<TokenClassificationStreamResult> frames =
        runner.unaryStream(cutting.text(), parameters)) {
      assertThat(ends(frames.toList())).containsExactly(expected);
    }
    TokenClassificationResults unary = runner.unaryUnary(cutting.text(), parameters);
    assertThat(streamed.stream().flatMap(frame -> frame.getResults().stream()))
        .containsExactlyElementsOf(unary.getResults());
    assertThat(runner.streamUnary(cutting.elements().stream(), parameters)).isEqualTo(unary);
  }

  private static List<Integer> ends(List<TokenClassificationStreamResult> frames) {
    return frames.stream().map(frame -> (int) frame.getProcessedIndex()).toList();
  }

  private static List<String> spans(TaskModule module, Parameters parameters, String text) {
    return runner(module).unaryUnary(text, parameters).getResults().stream()
        .map(result -> result.getStart() + "-" + result.getEnd())
        .toList();
  }
}
