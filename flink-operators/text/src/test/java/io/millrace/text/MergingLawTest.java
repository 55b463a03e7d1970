package io.millrace.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.Parameters;
import io.millrace.core.task.Flavor;
import io.millrace.core.task.ModuleRunner;
import io.millrace.core.task.TaskModule;
import io.millrace.schemas.TokenClassificationResult;
import io.millrace.schemas.TokenClassificationResults;
import io.millrace.schemas.TokenClassificationStreamResult;
import io.millrace.tasks.StandardTasks;
import io.millrace.testkit.ModuleLaws;
import io.millrace.testkit.Texts;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Detectors with segmenters of their own and different hold-backs, merged: against the law, and against brute force. */
class MergingLawTest {

  private static final int ORACLE_TEXTS = 1_000;

  private static final Parameters EVERY_SCORE = Parameters.of("threshold", 0.0);

  private static final List<
          ModuleRunner<String, String, TokenClassificationResults, TokenClassificationStreamResult>>
      STREAMING = List.of(
          runner(PatternEntities.module()),
          runner(PatternEntities.builder()
              .builtIn()
              .pattern("NUMBERS", "\\d+(?:[ .:-]+\\d+)*", 0.3)
              .pattern("CAPITALISED", "\\b\\p{Lu}\\w*(?:\\s\\p{Lu}\\w*)*", 0.6)
              .module()),
          runner(SpanClassification.ofTokens(
              StableSegmenter.of("\\S+(?:\\s\\S+)?"), runner(things()))),
          runner(SpanClassification.ofTexts(
              SentenceSegmenter.standard(), Labelling.everyText("SENTENCE", "STATEMENT"))));

  private static TaskModule things() {
    return PatternEntities.builder()
        .builtIn()
        .words("THING", List.of("example", "Ada", "to", "call me", "com"), 0.9)
        .module();
  }

  private static final ModuleRunner<
          String, String, TokenClassificationResults, TokenClassificationStreamResult>
      WHOLE = Labelling.things(Map.of("a", 0.2, "example.com", 0.7, "202-555", 0.9, "ee", 0.5));

  @Test
  void theBestOfFourDetectorsKeepsTheLaw() {
    ModuleLaws.of(runner(merging(STREAMING.subList(0, 3)).module()))
        .cuttings(CuttingBudget.percent(4))
        .seed(21)
        .check();
    ModuleLaws.of(runner(merging(STREAMING).module()))
        .texts(new ShortTexts())
        .parameters(EVERY_SCORE)
        .cuttings(CuttingBudget.percent(4))
        .seed(22)
        .check();
  }

  @Test
  void keptOverlapsKeepTheLaw() {
    ModuleLaws.of(runner(merging(STREAMING).keepingOverlaps().module()))
        .texts(new ShortTexts().and(Texts.hard()))
        .parameters(EVERY_SCORE)
        .cuttings(CuttingBudget.percent(4))
        .seed(23)
        .check();
  }

  @Test
  void aDetectorThatMustSeeTheWholeTextKeepsTheLawInAMerge() {
    var merged = runner(merging(STREAMING.subList(0, 3)).and("whole", WHOLE).module());
    assertThat(merged.plan(Flavor.STREAM_STREAM).buffersInput()).isTrue();
    ModuleLaws.of(merged)
        .texts(new ShortTexts().and(Texts.hard()))
        .cuttings(CuttingBudget.percent(4))
        .seed(24)
        .check();
  }

  @Test
  void aWholeTextDetectorBesideStreamingOnesKeepsTheLawInTheStreamItself() {
    TaskModule streamed = TaskModule.named("streamed", "1.0.0")
        .serves(
            StandardTasks.TOKEN_CLASSIFICATION,
            as -> as.streamStream(MergeStream.over(
                List.of(new MergePart("patterns", STREAMING.get(0)), new MergePart("whole", WHOLE)),
                MergeRule.BEST)))
        .build();
    ModuleLaws.of(runner(streamed))
        .texts(new ShortTexts().and(Texts.hard()))
        .cuttings(CuttingBudget.percent(2))
        .seed(25)
        .check();
  }

  @Test
  void aMergeOfMergesKeepsTheLaw() {
    Merging inner = merging(STREAMING.subList(1, 3));
    Merging outer = Merging.of("inner", runner(inner.module())).and("patterns", STREAMING.get(0));
    ModuleLaws.of(runner(outer.module()))
        .texts(new ShortTexts())
        .parameters(Parameters.of(Map.of("inner.p0.threshold", 0.1)))
        .cuttings(CuttingBudget.percent(2))
        .seed(26)
        .check();
  }

  @Test
  void maskingOverAMergeKeepsTheLaw() {
    for (Merging merging : List.of(
        merging(STREAMING.subList(0, 3)),
        merging(STREAMING.subList(0, 3)).keepingOverlaps(),
        merging(STREAMING.subList(0, 2)).and("whole", WHOLE))) {
      ModuleLaws.of(StandardTasks.TEXT_MASKING.runner(
              Masking.module(runner(merging.module()), Masks.label())))
          .texts(new ShortTexts().and(Texts.hard()))
          .cuttings(CuttingBudget.percent(2))
          .seed(27)
          .check();
    }
  }

  @Test
  void whatStaysIsWhatBruteForceSays() {
    var detectors =
        Stream.concat(STREAMING.subList(0, 3).stream(), Stream.of(WHOLE)).toList();
    var best = runner(merging(detectors).module());
    var all = runner(merging(detectors).keepingOverlaps().module());
    new ShortTexts()
        .and(Texts.written()).stream(new Random(28)).limit(ORACLE_TEXTS).forEach(text -> {
          List<Detection> found = found(detectors, text);
          assertThat(best.unaryUnary(text).getResults()).as(text).isEqualTo(results(best(found)));
          assertThat(all.unaryUnary(text).getResults()).as(text).isEqualTo(results(found));
        });
  }

  private static List<Detection> found(
      List<
              ModuleRunner<
                  String, String, TokenClassificationResults, TokenClassificationStreamResult>>
          detectors,
      String text) {
    List<Detection> found = new ArrayList<>();
    for (int part = 0; part < detectors.size(); part++) {
      for (TokenClassificationResult result :
          detectors.get(part).unaryUnary(text).getResults()) {
        found.add(new Detection(part, result));
      }
    }
    return found;
  }

  /** Takes the best of all that are left, and away all that share a place with it, itself too, until none is left. */
  private static List<Detection> best(List<Detection> found) {
    List<Detection> left = new ArrayList<>(found);
    List<Detection> stay = new ArrayList<>();
    while (!left.isEmpty()) {
      Detection best = left.get(0);
      for (Detection other : left) {
        best = isBetter(other, best) ? other : best;
      }
      Detection taken = best;
      stay.add(taken);
      left.removeIf(other -> shareAPlace(other, taken));
    }
    return stay;
  }

  private static boolean isBetter(Detection a, Detection b) {
    long lengthA = a.end() - a.start();
    long lengthB = b.end() - b.start();
    if (lengthA != lengthB) {
      return lengthA > lengthB;
    }
    if (a.score() != b.score()) {
      return a.score() > b.score();
    }
    return a.start() != b.start() ? a.start() < b.start() : a.part() < b.part();
  }

  private static boolean shareAPlace(Detection a, Detection b) {
    for (long place = a.start(); place < a.end(); place++) {
      if (b.start() <= place && place < b.end()) {
        return true;
      }
    }
    return false;
  }

  private static List<TokenClassificationResult> results(List<Detection> detections) {
    return detections.stream()
        .sorted(Comparator.comparing(Detection::start)
            .thenComparing(Detection::end)
            .thenComparing(Detection::part))
        .map(Detection::result)
        .toList();
  }

  private static Merging merging(
      List<
              ModuleRunner<
                  String, String, TokenClassificationResults, TokenClassificationStreamResult>>
          detectors) {
    Merging merging = Merging.of("p0", detectors.get(0));
    for (int part = 1; part < detectors.size(); part++) {
      merging = merging.and("p" + part, detectors.get(part));
    }
    return merging;
  }

  private static ModuleRunner<
          String, String, TokenClassificationResults, TokenClassificationStreamResult>
      runner(TaskModule module) {
    return StandardTasks.TOKEN_CLASSIFICATION.runner(module);
  }
}
