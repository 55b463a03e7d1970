package io.millrace.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.core.Parameter;
import io.millrace.core.Parameters;
import io.millrace.core.StatusException;
import io.millrace.core.task.Flavor;
import io.millrace.core.task.ModuleRunner;
import io.millrace.core.task.TaskModule;
import io.millrace.schemas.TokenClassificationResult;
import io.millrace.schemas.TokenClassificationResults;
import io.millrace.schemas.TokenClassificationStreamResult;
import io.millrace.tasks.StandardTasks;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MergingTest {

  private static final String FOX = "The quick brown fox jumps. Over the lazy dog.";

  @Test
  void theLongerOfResultsThatOverlapStays() {
    Merging merging = Merging.of("one", words("A", 0.9, "quick brown"))
        .and("two", words("B", 0.6, "brown fox ju"));
    assertThat(found(merging, FOX)).containsExactly("B 10-22 brown fox ju");
  }

  @Test
  void ofEquallyLongOnesTheSurerStaysThenTheEarlierThenTheFirstDetectors() {
    assertThat(found(
            Merging.of("one", words("A", 0.6, "fox")).and("two", words("B", 0.9, "fox")), FOX))
        .containsExactly("B 16-19 fox");
    assertThat(found(
            Merging.of("one", words("A", 0.9, "fox j")).and("two", words("B", 0.9, "n fox")), FOX))
        .containsExactly("B 14-19 n fox");
    assertThat(found(
            Merging.of("one", words("B", 0.9, "fox")).and("two", words("A", 0.9, "fox")), FOX))
        .containsExactly("B 16-19 fox");
  }

  @Test
  void keepsOverlapsWhereTheyAreWanted() {
    Merging merging = Merging.of("one", words("A", 0.9, "fox", "dog"))
        .and("two", words("B", 0.6, "brown fox"))
        .and("three", words("C", 0.6, "fox"))
        .keepingOverlaps();
    assertThat(found(merging, FOX))
        .containsExactly("B 10-19 brown fox", "A 16-19 fox", "C 16-19 fox", "A 41-44 dog");
  }

  @Test
  void framesEndWhereTheSlowestDetectorIs() {
    Merging merging = Merging.of("words", words("A", 0.9, "quick", "lazy")).and("lines", lines());
    assertThat(frames(merging, "The quick fox", " jumps.\nOver", " the lazy\n", "dog"))
        .containsExactly("[0, 20) [LINE 0-20]", "[20, 34) [LINE 21-34]", "[34, 38) [LINE 35-38]");
    assertThat(frames(merging.keepingOverlaps(), "The quick fox", " jumps.\nOver", " the lazy\nd"))
        .containsExactly(
            "[0, 20) [LINE 0-20, A 4-9]",
            "[20, 34) [LINE 21-34, A 30-34]",
            "[34, 36) [LINE 35-36]");
  }

  @Test
  void resultsThatOverlapWaitUntilAllOfThemAreKnown() {
    Merging merging =
        Merging.of("one", words("A", 0.9, "ab", "ef")).and("two", words("B", 0.9, "bcde"));
    assertThat(frames(merging, "-ab", "-", "-abc", "de", "f-", "-"))
        .containsExactly(
            "[0, 1) []", "[1, 4) [A 1-3]", "[4, 5) []", "[5, 12) [B 6-10]", "[12, 13) []");
  }

  @Test
  void anEmptyTextHasOneEmptyFrame() {
    Merging merging = Merging.of("words", words("A", 0.9, "a")).and("lines", lines());
    assertThat(frames(merging)).containsExactly("[0, 0) []");
    assertThat(frames(merging, "", "")).containsExactly("[0, 0) []");
  }

  @Test
  void aParameterIsForAllDetectorsThatReadItOrForTheOneNamed() {
    Merging merging = Merging.of("sure", words("A", 0.9, "fox"))
        .and("unsure", words("B", 0.4, "dog"))
        .and("deaf", Labelling.things(Map.of("lazy", 0.1)));
    assertThat(found(merging, FOX)).containsExactly("A 16-19 fox", "THING 36-40 lazy");
    assertThat(found(merging, FOX, "threshold", 0.4))
        .containsExactly("A 16-19 fox", "THING 36-40 lazy", "B 41-44 dog");
    assertThat(found(merging, FOX, "unsure.threshold", 0.4, "threshold", 0.95))
        .containsExactly("THING 36-40 lazy", "B 41-44 dog");
    assertThat(found(merging, FOX, "unsure.threshold", 0.4, "sure.labels", List.of("A")))
        .containsExactly("A 16-19 fox", "THING 36-40 lazy", "B 41-44 dog");
  }

  @Test
  void saysWhichParametersAreRead() {
    Merging merging = Merging.of("sure", words("A", 0.9, "fox"))
        .and("deaf", Labelling.things(Map.of("lazy", 0.1)));
    assertThat(runner(merging).parameters())
        .extracting(Parameter::name)
        .containsExactly("threshold", "labels", "sure.threshold", "sure.labels");
    assertThatThrownBy(() -> found(merging, FOX, "deaf.threshold", 0.4))
        .isInstanceOf(StatusException.class)
        .hasMessage(
            "INVALID_ARGUMENT: parameter 'deaf.threshold' is not read by module 'merging' for"
                + " task 'token-classification', which reads labels, sure.labels, sure.threshold,"
                + " threshold");
    assertThatThrownBy(() -> found(merging, FOX, "sure.threshold", 4))
        .isInstanceOf(StatusException.class)
        .hasMessage(
            "INVALID_ARGUMENT: parameter 'sure.threshold' must be between 0 and 1 but was 4");
  }

  @Test
  void aMergeOfMergesHandsParametersDown() {
    var inner = runner(Merging.of("a", words("A", 0.9, "fox")).and("b", words("B", 0.9, "dog")));
    Merging outer = Merging.of("inner", inner).and("a", words("C", 0.9, "lazy"));
    assertThat(found(outer, FOX)).containsExactly("A 16-19 fox", "C 36-40 lazy", "B 41-44 dog");
    assertThat(found(outer, FOX, "inner.a.threshold", 0.95))
        .containsExactly("C 36-40 lazy", "B 41-44 dog");
    assertThat(found(outer, FOX, "a.threshold", 0.95))
        .containsExactly("A 16-19 fox", "B 41-44 dog");
    assertThat(found(outer, FOX, "inner.threshold", 0.95)).containsExactly("C 36-40 lazy");
    assertThat(found(outer, FOX, "threshold", 0.95)).isEmpty();
  }

  @Test
  void maskingHandsParametersToThePartsOfItsDetector() {
    var masking = StandardTasks.TEXT_MASKING.runner(Masking.module(
        runner(Merging.of("a", words("A", 0.9, "fox")).and("b", words("B", 0.9, "dog"))),
        Masks.label()));
    assertThat(masking.unaryUnary(FOX, Parameters.of("b.threshold", 0.95)))
        .isEqualTo("The quick brown [A] jumps. Over the lazy dog.");
  }

  @Test
  void warningsArePassedOnWithTheTextTheyAreOf() {
    TaskModule capped = SpanClassification.ofTexts(
        StableSegmenter.of("[^.]+\\.").withCap(8), Labelling.everyText("SENTENCE"));
    Merging merging = Merging.of("capped", StandardTasks.TOKEN_CLASSIFICATION.runner(capped))
        .and("lines", lines())
        .keepingOverlaps();
    String warning = "more than 8 characters would have to be held for a segment: it was taken to"
        + " end at 12";
    assertThat(runner(merging)
            .streamStream(Stream.of("abc.", "defghijklmnop", ".\nx", "y"))
            .toList())
        .extracting(TokenClassificationStreamResult::getWarnings)
        .containsExactly(List.of(warning), null);
    assertThat(runner(merging).unaryUnary("abc.defghijklmnop.\nxy").getWarnings())
        .containsExactly(warning);
  }

  @Test
  void isNativeUnlessADetectorMustSeeTheWholeText() {
    Merging streaming = Merging.of("words", words("A", 0.9, "fox")).and("lines", lines());
    assertThat(runner(streaming).plan(Flavor.STREAM_STREAM).isNative()).isTrue();
    Merging whole = streaming.and("things", Labelling.things(Map.of("dog", 0.9)));
    assertThat(runner(whole).plan(Flavor.STREAM_STREAM).buffersInput()).isTrue();
    assertThat(found(whole.keepingOverlaps(), "A fox.\nA dog."))
        .containsExactly("LINE 0-6 A fox.", "A 2-5 fox", "LINE 7-13 A dog.", "THING 9-12 dog");
  }

  @Test
  void isExactIfAllDetectorsAre() {
    var inexact = StandardTasks.TOKEN_CLASSIFICATION.runner(TaskModule.named("roughly", "1.0.0")
        .serves(
            StandardTasks.TOKEN_CLASSIFICATION,
            as -> as.unaryUnary(
                    (text, parameters) -> new TokenClassificationResults(List.of(), null))
                .inexact("spans longer than a window"))
        .build());
    assertThat(runner(Merging.of("words", words("A", 0.9, "fox"))).exact()).isTrue();
    assertThat(runner(Merging.of("words", words("A", 0.9, "fox")).and("rough", inexact))
            .givesUp())
        .contains("'rough' gives up: spans longer than a window");
  }

  @Test
  void isDeterministicIfAllDetectorsAre() {
    var fixed = StandardTasks.TOKEN_CLASSIFICATION.runner(TaskModule.named("fixed", "1.0.0")
        .serves(
            StandardTasks.TOKEN_CLASSIFICATION,
            as -> as.streamStream(new FixedFrames(frame(0, 0))).deterministic())
        .build());
    assertThat(runner(Merging.of("one", fixed).and("two", fixed)).deterministic())
        .isTrue();
    assertThat(runner(Merging.of("one", fixed).and("two", lines())).deterministic())
        .isFalse();
  }

  @Test
  void refusesNamesThatDoNotTellDetectorsApart() {
    Merging merging = Merging.of("words", words("A", 0.9, "fox"));
    assertThatThrownBy(() -> merging.and("words", lines()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("merged detectors must have names of their own but have [words, words]");
    assertThatThrownBy(() -> merging.and("a.b", lines()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a merged detector's name must match [a-z][a-z0-9-]* but was \"a.b\"");
  }

  @Test
  void aDetectorWhoseFramesAreWrongIsABug() {
    assertThatThrownBy(() -> found(with(new FixedFrames(frame(0, 3), frame(4, 6))), "abcdef"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("a detector's frames must lie one behind the other, but of 'fixed' one was"
            + " [4, 6) behind 3");
    assertThatThrownBy(() -> found(with(new FixedFrames(frame(0, 3))), "abcdef"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("a detector's last frame must end with the text, at 6, but that of 'fixed'"
            + " ended at 3");
    assertThatThrownBy(() -> found(
            with(new FixedFrames(
                frame(0, 6, new TokenClassificationResult(4L, 8L, "ef??", "X", null, 1.0, null)))),
            "abcdef"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("a detector's results must lie within their frame, but of 'fixed' one was"
            + " [4, 8) in [0, 6)");
  }

  @Test
  void closesAllDetectors() throws IOException {
    List<String> closed = new ArrayList<>();
    Merging merging = Merging.of("one", closing(closed, "one")).and("two", closing(closed, "two"));
    merging.module().close();
    assertThat(closed).containsExactly("two", "one");
  }

  private static Merging with(FixedFrames frames) {
    return Merging.of("words", words("A", 0.9, "fox")).and("fixed", frames.runner());
  }

  private static TokenClassificationStreamResult frame(
      long start, long end, TokenClassificationResult... results) {
    return new TokenClassificationStreamResult(List.of(results), end, start, null);
  }

  private static ModuleRunner<
          String, String, TokenClassificationResults, TokenClassificationStreamResult>
      closing(List<String> closed, String name) {
    return StandardTasks.TOKEN_CLASSIFICATION.runner(TaskModule.named(name, "1.0.0")
        .serves(
            StandardTasks.TOKEN_CLASSIFICATION,
            as -> as.unaryUnary(
                (text, parameters) -> new TokenClassificationResults(List.of(), null)))
        .holds(() -> closed.add(name))
        .build());
  }

  private static ModuleRunner<
          String, String, TokenClassificationResults, TokenClassificationStreamResult>
      words(String label, double score, String... words) {
    PatternEntities.Builder builder = PatternEntities.builder().builtIn();
    return StandardTasks.TOKEN_CLASSIFICATION.runner(
        builder.pattern(label, String.join("|", words), score).module());
  }

  private static ModuleRunner<
          String, String, TokenClassificationResults, TokenClassificationStreamResult>
      lines() {
    return StandardTasks.TOKEN_CLASSIFICATION.runner(
        SpanClassification.ofTexts(StableSegmenter.of("[^\\n]+"), Labelling.everyText("LINE")));
  }

  private static ModuleRunner<
          String, String, TokenClassificationResults, TokenClassificationStreamResult>
      runner(Merging merging) {
    return StandardTasks.TOKEN_CLASSIFICATION.runner(merging.module());
  }

  private static List<String> found(Merging merging, String text, Object... parameters) {
    Parameters given = switch (parameters.length) {
      case 0 -> Parameters.NONE;
      case 2 -> Parameters.of((String) parameters[0], parameters[1]);
      default ->
        Parameters.of(
            Map.of((String) parameters[0], parameters[1], (String) parameters[2], parameters[3]));
    };
    return runner(merging).unaryUnary(text, given).getResults().stream()
        .map(result -> spot(result) + " " + result.getWord())
        .toList();
  }

  private static List<String> frames(Merging merging, String... elements) {
    return runner(merging)
        .streamStream(Stream.of(elements))
        .map(frame -> "[" + frame.getStartIndex() + ", " + frame.getProcessedIndex() + ") "
            + frame.getResults().stream().map(MergingTest::spot).toList())
        .toList();
  }

  private static String spot(TokenClassificationResult result) {
    return result.getEntity() + " " + result.getStart() + "-" + result.getEnd();
  }
}
