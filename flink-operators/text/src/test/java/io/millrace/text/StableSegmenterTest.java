package io.millrace.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import io.millrace.core.StatusException;
import io.millrace.testkit.Cutting;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StableSegmenterTest {

  @Test
  void letsASegmentOutAsSoonAsNothingCanChangeIt() {
    StableSegmenter words = StableSegmenter.of("\\w+");
    Segmented first = words.push(SegmenterState.START, "one tw");
    assertThat(first.segments()).containsExactly(new Segment(0, 3, "one"));
    assertThat(first.state().held()).isEqualTo("tw");
    Segmented second = words.push(first.state(), "o, ");
    assertThat(second.segments()).containsExactly(new Segment(4, 7, "two"));
    assertThat(second.state().held()).isEmpty();
    assertThat(second.state().processed()).isEqualTo(9);
  }

  @Test
  void letsTheRestOutAtTheEnd() {
    StableSegmenter words = StableSegmenter.of("\\w+");
    SegmenterState state = words.push(SegmenterState.START, "one two").state();
    assertThat(words.finish(state).segments()).containsExactly(new Segment(4, 7, "two"));
    assertThat(words.finish(state).state().processed()).isEqualTo(7);
  }

  @Test
  void leavesTheStateItWasGivenAsItWas() {
    StableSegmenter words = StableSegmenter.of("\\w+");
    SegmenterState state = words.push(SegmenterState.START, "on").state();
    assertThat(words.push(state, "e ")).isEqualTo(words.push(state, "e "));
    assertThat(state.held()).isEqualTo("on");
  }

  @Test
  void holdsALiteralThatHasOnlyBegun() {
    assertThat(SegmenterStream.texts(StableSegmenter.of("hello"), "say hel", "lo", " hell"))
        .containsExactly("hello");
  }

  @Test
  void looksBehindIntoTextThatWasReleased() {
    assertThat(SegmenterStream.texts(StableSegmenter.of("(?<=to )\\w+"), "to ", "me, to", " ", "y"))
        .containsExactly("me", "y");
  }

  @Test
  void takesAnchorsForTheEndsOfTheWholeText() {
    assertThat(SegmenterStream.texts(StableSegmenter.of("^a|a$"), "a", "aa ", "a", "a"))
        .containsExactly("a", "a");
  }

  @Test
  void knowsAWordBoundaryBesideReleasedText() {
    assertThat(SegmenterStream.texts(StableSegmenter.of("\\bcat\\b"), "bob", "cat ", "c", "at"))
        .containsExactly("cat");
  }

  @Test
  void takesLineEndsForOneHoweverTheyAreCut() {
    assertThat(SegmenterStream.texts(StableSegmenter.of("(?m)^.+$"), "a\r", "\nb", "\r", "c\n"))
        .containsExactly("a", "b", "c");
  }

  @Test
  void waitsForTheOtherHalfOfASurrogatePair() {
    assertThat(SegmenterStream.segments(
            StableSegmenter.of("\\S"), Cutting.of("\uD83D", "\uDE00", "x\uD83D")))
        .containsExactly(
            new Segment(0, 1, "\uD83D\uDE00"), new Segment(1, 2, "x"), new Segment(2, 3, "\uD83D"));
  }

  @Test
  void neverBeginsWithinASurrogatePair() {
    assertThat(SegmenterStream.texts(StableSegmenter.of("[^\\p{So}]"), "\uD83D\uDE00a"))
        .containsExactly("a");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a*", "a?|b", "(?=foo)", "\\b", "^", "(?m)$", "x|", "(?<=a)"})
  void refusesAPatternThatCanMatchNothing(String regex) {
    assertThatThrownBy(() -> StableSegmenter.of(regex))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a pattern must match at least one character but was " + regex);
  }

  @ParameterizedTest
  @CsvSource({"\\Ga, \\G", "\\X, \\X", "a\\b{g}, \\b{g}", "\\Qa\\E\\Gb, \\G"})
  void refusesWhatCannotBeAnsweredOnAStream(String regex, String construct) {
    assertThatThrownBy(() -> StableSegmenter.of(regex))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a pattern must not use " + construct + " but was " + regex);
  }

  @Test
  void refusesCanonicalEquivalence() {
    assertThatThrownBy(() -> new StableSegmenter(Pattern.compile("a", Pattern.CANON_EQ), 10, 10))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a pattern must not need CANON_EQ but was a");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\\\\G", "\\Q\\G\\E", "[G]"})
  void doesNotMistakeTheLetterForTheConstruct(String regex) {
    assertThat(StableSegmenter.of(regex).pattern().pattern()).isEqualTo(regex);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "(a+)+$",
        "(a|aa)+$",
        "(.*a){20}b",
        "(?:a+)*+(?:a+)*b|(a*)*c",
        "^(a?){40}a{40}b",
        "(x+x+)+y|(a+)+b",
        "((a*)*)*z"
      })
  void endsAPatternThatBacktracksWithoutEnd(String regex) {
    StableSegmenter segmenter = StableSegmenter.of(regex);
    Assertions.assertTimeout(Duration.ofSeconds(10), () -> {
      try {
        SegmenterStream.segments(segmenter, Cutting.of("a".repeat(60) + "!", "a".repeat(2000)));
      } catch (StatusException e) {
        assertThat(e).hasMessageStartingWith("RESOURCE_EXHAUSTED: ");
      }
    });
  }

  @Test
  void saysSoWhenAPatternBacktracksTooMuch() {
    StableSegmenter segmenter = StableSegmenter.of("(.*a){12}\\.");
    assertThatThrownBy(() -> segmenter.push(SegmenterState.START, "a".repeat(40) + "!"))
        .isInstanceOf(StatusException.class)
        .hasMessage("RESOURCE_EXHAUSTED: pattern (.*a){12}\\. read 41 characters too often from one"
            + " place; it backtracks too much");
  }

  @Test
  void endsAPatternThatIsSlowAtEveryPlace() {
    StableSegmenter segmenter = StableSegmenter.of("a{1,500}a{1,500}!").withCap(1000);
    assertThatThrownBy(() -> segmenter.push(SegmenterState.START, "a".repeat(50_000)))
        .isInstanceOf(StatusException.class)
        .hasMessage("RESOURCE_EXHAUSTED: pattern a{1,500}a{1,500}! read 50000 characters too often;"
            + " it backtracks too much");
  }

  @Test
  void cutsALongTextWithoutATerminatorThatItsExpressionWants() {
    StableSegmenter sentences = StableSegmenter.of("[^.]+\\.").withCap(2000);
    Segmented cut = sentences.push(SegmenterState.START, "a".repeat(3000) + ".");
    assertThat(cut.segments()).containsExactly(new Segment(2000, 3001, "a".repeat(1000) + "."));
    assertThat(cut.warnings()).hasSize(1);
  }

  /** A stream has an element a token: what is asked of the expression beforehand is not to be asked with each. */
  @Test
  void preparesItsExpressionOnceAndNotWithEveryElement() {
    StableSegmenter words = StableSegmenter.of("\\w+");
    ThreadMXBean thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    words.push(SegmenterState.START, "warm ");
    long before = thread.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < 100; i++) {
      words.push(SegmenterState.START, "word ");
    }
    assertThat(thread.getCurrentThreadAllocatedBytes() - before).isLessThan(100 * 10_000);
  }

  @Test
  void endsARequestAndNotTheJobWhenAPatternNestsTooDeep() {
    StableSegmenter segmenter = StableSegmenter.of("(?:a|b)+c").withCap(1_000_000);
    assertThatThrownBy(() -> segmenter.push(SegmenterState.START, "ab".repeat(200_000)))
        .isInstanceOf(StatusException.class)
        .hasMessage("RESOURCE_EXHAUSTED: pattern (?:a|b)+c nests too deep for the text;"
            + " use possessive quantifiers");
  }

  @Test
  void failsRatherThanLookBehindTextThatIsGone() {
    StableSegmenter segmenter = StableSegmenter.of("(?<=a.{10,20})b").withLookBehind(4);
    assertThatThrownBy(() ->
            SegmenterStream.segments(segmenter, Cutting.of("a123456789", "0123456", "b", "c")))
        .isInstanceOf(StatusException.class)
        .hasMessage(
            "FAILED_PRECONDITION: pattern (?<=a.{10,20})b looks further back than the text that is kept"
                + " for it; raise lookBehind, or look back less far");
    assertThat(
            SegmenterStream.texts(segmenter.withLookBehind(21), "a123456789", "0123456", "b", "c"))
        .containsExactly("b");
  }

  @Test
  void cutsWhatWouldHoldMoreThanTheCapAndSaysSo() {
    StableSegmenter words = StableSegmenter.of("\\w+").withCap(8);
    Segmented first = words.push(SegmenterState.START, "12345678");
    assertThat(first.segments()).isEmpty();
    Segmented second = words.push(first.state(), "90 ");
    assertThat(second.segments())
        .containsExactly(new Segment(0, 8, "12345678"), new Segment(8, 10, "90"));
    assertThat(second.warnings())
        .containsExactly(
            "more than 8 characters would have to be held for a segment: it was taken to end at 8");
  }

  @Test
  void cutsAtTheSamePlaceHoweverTheTextComes() {
    StableSegmenter words = StableSegmenter.of("\\w+").withCap(8);
    String text = "a \uD83D\uDE00 1234567890abcdefghijklmnop x";
    List<Segment> whole = SegmenterStream.segments(words, Cutting.whole(text));
    assertThat(SegmenterStream.segments(words, Cutting.units(text))).isEqualTo(whole);
    assertThat(whole).extracting(Segment::text).contains("12345678", "90abcdef");
  }

  @Test
  void refusesSettingsThatCannotWork() {
    StableSegmenter words = StableSegmenter.of("\\w+");
    assertThatThrownBy(() -> words.withCap(1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("cap must be at least 2 but was 1");
    assertThatThrownBy(() -> words.withLookBehind(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("lookBehind must be at least 1 but was 0");
  }
}
