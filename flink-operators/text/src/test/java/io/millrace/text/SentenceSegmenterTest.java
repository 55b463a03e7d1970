package io.millrace.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.core.task.ModuleRunner;
import io.millrace.schemas.Token;
import io.millrace.schemas.TokenizationResults;
import io.millrace.schemas.TokenizationStreamResult;
import io.millrace.tasks.StandardTasks;
import io.millrace.testkit.Cutting;
import io.millrace.testkit.ModuleLaws;
import io.millrace.testkit.Proof;
import io.millrace.testkit.Texts;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SentenceSegmenterTest {

  private static final SentenceSegmenter SENTENCES = SentenceSegmenter.standard();

  @Test
  void holdsAFullStopUntilACharacterDecides() {
    Segmented first = SENTENCES.push(SegmenterState.START, "It is 5 p.m. (");
    assertThat(first.segments()).isEmpty();
    assertThat(first.state().held()).isEqualTo("It is 5 p.m. (");
    Segmented lower = SENTENCES.push(first.state(), "12) here. ");
    assertThat(lower.segments()).isEmpty();
    Segmented upper = SENTENCES.push(lower.state(), "Now");
    assertThat(upper.segments()).containsExactly(new Segment(0, 24, "It is 5 p.m. (12) here. "));
    assertThat(upper.state()).isEqualTo(new SegmenterState("Now", 0, 24));
  }

  @Test
  void letsOutAQuestionWithTheNextCharacterAndALineAtItsEnd() {
    assertThat(SENTENCES.push(SegmenterState.START, "Who? 1").segments())
        .containsExactly(new Segment(0, 5, "Who? "));
    assertThat(SENTENCES.push(SegmenterState.START, "a line\n").segments())
        .containsExactly(new Segment(0, 7, "a line\n"));
    assertThat(SENTENCES.push(SegmenterState.START, "a line\r").segments()).isEmpty();
  }

  @Test
  void countsCodePoints() {
    assertThat(SegmenterStream.segments(
            SENTENCES, Cutting.units("\uD83D\uDE00! \uD83D\uDE00. \uD83D")))
        .containsExactly(
            new Segment(0, 3, "\uD83D\uDE00! "),
            new Segment(3, 6, "\uD83D\uDE00. "),
            new Segment(6, 7, "\uD83D"));
  }

  @Test
  void leavesOutWhiteSpaceIfItIsTrimmed() {
    assertThat(SegmenterStream.segments(
            SENTENCES.trimmed(), Cutting.of(" One.", "  Two!\n", "\n \n", "Three\u3000")))
        .containsExactly(
            new Segment(1, 5, "One."), new Segment(7, 11, "Two!"), new Segment(15, 20, "Three"));
  }

  @Test
  void readsTheRulesOfALanguage() {
    Segmenter greek = SentenceSegmenter.of(Locale.forLanguageTag("el"));
    assertThat(SegmenterStream.texts(greek, "Τι κάνεις; Κα", "λά."))
        .containsExactly("Τι κάνεις; ", "Καλά.");
    assertThat(SegmenterStream.texts(greek, "Τι κάνεις\u037E Κα", "λά."))
        .containsExactly("Τι κάνεις\u037E ", "Καλά.");
    assertThat(greek.push(SegmenterState.START, "Τι κάνεις; Κα").segments())
        .containsExactly(new Segment(0, 11, "Τι κάνεις; "));
    assertThat(SegmenterStream.texts(SENTENCES, "Τι κάνεις; Κα", "λά."))
        .containsExactly("Τι κάνεις; Καλά.");
  }

  @Test
  void refusesSuppressions() {
    assertThatThrownBy(() -> SentenceSegmenter.of(Locale.forLanguageTag("en-u-ss-standard")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a locale of sentences must not suppress breaks (ss) but was en-u-ss-standard");
    assertThat(SegmenterStream.texts(
            SentenceSegmenter.of(Locale.forLanguageTag("en-u-ss-none")), "A. B"))
        .containsExactly("A. ", "B");
  }

  @Test
  void refusesACapThatHoldsNothing() {
    assertThatThrownBy(() -> SENTENCES.withCap(1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("cap must be at least 2 but was 1");
  }

  @Test
  void takesTheTextToEndAtTheCapAndSaysSo() {
    var capped = tokens(SENTENCES.withCap(8));
    String text = "One. Two three. 4 5 6 7 8 9";
    TokenizationResults whole = capped.unaryUnary(text);
    assertThat(whole.getResults())
        .extracting(Token::getText)
        .containsExactly("One. ", "Two thre", "e. ", "4 5 6 7 ", "8 9");
    assertThat(whole.getWarnings())
        .containsExactly(
            "more than 8 characters would have to be held for a sentence: it was taken to end at 13",
            "more than 8 characters would have to be held for a sentence: it was taken to end at 16",
            "more than 8 characters would have to be held for a sentence: it was taken to end at 24");
    assertThat(capped.streamUnary(Cutting.codePoints(text).elements().stream())).isEqualTo(whole);
  }

  @Test
  void aFrameEndsWhereTheTextIsDecided() {
    assertThat(tokens(SENTENCES)
            .streamStream(Stream.of("One! Tw", "o", "", "! Three! F"))
            .toList())
        .containsExactly(
            frame(0, 5, "One! "), frame(5, 17, "Two! ", "Three! "), frame(17, 18, "F"));
    assertThat(tokens(SENTENCES).streamStream(Stream.of("")).toList()).containsExactly(frame(0, 0));
  }

  private static TokenizationStreamResult frame(long start, long end, String... sentences) {
    long at = start;
    List<Token> tokens = new ArrayList<>();
    for (String sentence : sentences) {
      tokens.add(new Token(at, at + sentence.length(), sentence));
      at += sentence.length();
    }
    return new TokenizationStreamResult(tokens, end, start, null, null);
  }

  @Test
  void segmentsOfPatternsAreTokensToo() {
    assertThat(tokens(StableSegmenter.of("\\w+")).unaryUnary("one two, three").getResults())
        .extracting(Token::getText)
        .containsExactly("one", "two", "three");
  }

  @Test
  void servesManyTextsAtATime() {
    List<String> texts = Texts.written().stream(new Random(5)).limit(2_000).toList();
    var runner = tokens(SENTENCES);
    List<TokenizationResults> expected = texts.stream().map(runner::unaryUnary).toList();
    assertThat(texts.parallelStream().map(runner::unaryUnary).toList()).isEqualTo(expected);
  }

  @Test
  void sentencesKeepTheLaw() {
    for (Segmenter segmenter : List.of(SENTENCES, SENTENCES.trimmed())) {
      ModuleLaws.of(tokens(segmenter))
          .texts(Texts.standard().and(new ShortTexts()))
          .cuttings(CuttingBudget.percent(5))
          .seed(31)
          .check();
    }
  }

  @Test
  void whatTheCapCutsIsCutTheSame() {
    for (Segmenter segmenter : List.of(
        SENTENCES.withCap(9), SENTENCES.withCap(2), StableSegmenter.of("\\w+").withCap(3))) {
      Proof proof = ModuleLaws.of(tokens(segmenter))
          .texts(Texts.standard().and(new ShortTexts()))
          .cuttings(CuttingBudget.percent(2))
          .seed(32)
          .check();
      assertThat(proof.excused()).as("results that differed, with a warning").isZero();
    }
  }

  @Test
  void classificationOfSentencesKeepsTheLaw() {
    var entities = StandardTasks.TOKEN_CLASSIFICATION.runner(PatternEntities.module());
    for (Segmenter segmenter : List.of(SENTENCES, SENTENCES.trimmed().withCap(40))) {
      Proof proof = ModuleLaws.of(StandardTasks.TOKEN_CLASSIFICATION.runner(
              SpanClassification.ofTokens(segmenter, entities)))
          .cuttings(CuttingBudget.percent(2))
          .seed(33)
          .check();
      assertThat(proof.excused()).as("results that differed, with a warning").isZero();
    }
  }

  private static ModuleRunner<String, String, TokenizationResults, TokenizationStreamResult> tokens(
      Segmenter segmenter) {
    return StandardTasks.TOKENIZATION.runner(Segmentation.module(segmenter));
  }
}
