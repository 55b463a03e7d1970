package io.millrace.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.StatusException;
import io.millrace.testkit.Cutting;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.junit.jupiter.api.Test;

/**
 * Random expressions on random texts, cut at random, against the JDK's own matcher on the whole text: whether {@link
 * Matcher#hitEnd} can be relied upon is nowhere promised for every construct.
 */
class StableSegmenterBruteForceTest {

  private static final String[] ATOMS = {
    "a",
    "b",
    "ab",
    "aba",
    "abab",
    "(?i:A)",
    ".",
    "\\w",
    "\\d",
    "\\s",
    "\\S",
    "[ab]",
    "[^a]",
    "\\R",
    "\\p{L}",
    "\\p{So}",
    "\uD83D\uDE00",
    "[\uD83D\uDE00b]",
    "\\n",
    "\\r\\n",
    "1",
    "\\.",
    "\u0301",
    "\\h",
    "\\v",
    "\\W",
    "\\D",
    "(?s:.)",
    "(?-U:\\w)"
  };
  private static final String[] ASSERTIONS = {
    "^", "$", "\\b", "\\B", "\\A", "\\Z", "\\z", "(?m:^)", "(?m:$)", "(?d:$)", "(?dm:^)", "(?dm:$)"
  };
  private static final String[] QUANTIFIERS = {
    "", "", "", "*", "+", "?", "{2}", "{1,2}", "{0,3}", "*?", "+?", "??", "{1,3}?", "*+", "++",
    "?+", "{2,}"
  };
  private static final String[] CHARACTERS = {
    "a",
    "a",
    "b",
    "b",
    "ab",
    "aba",
    "A",
    "1",
    " ",
    ".",
    "\n",
    "\r",
    "\r\n",
    "\uD83D\uDE00",
    "e\u0301",
    "\u0301",
    "_",
    "\u2028",
    "\u0085",
    "\uD83D",
    "\uDE00"
  };

  private static final int CUTTINGS = 8;

  @Test
  void aStreamHasTheSegmentsOfTheWholeText() {
    SplittableRandom random = new SplittableRandom(7);
    long wanted = CuttingBudget.percent(8);
    for (long tried = 0; tried < wanted; ) {
      String regex = regex(random, 2);
      for (StableSegmenter segmenter : compiled(regex)) {
        for (int i = 0; i < 4; i++) {
          tried += check(segmenter, text(random), random);
        }
      }
    }
  }

  @Test
  void theCapCutsTheSameHoweverTheTextComes() {
    SplittableRandom random = new SplittableRandom(8);
    long wanted = CuttingBudget.percent(2);
    for (long tried = 0; tried < wanted; ) {
      for (StableSegmenter segmenter : compiled(regex(random, 2))) {
        StableSegmenter capped = segmenter.withCap(2 + random.nextInt(5));
        String text = text(random);
        List<Segment> units = segments(capped, Cutting.units(text), List.of());
        for (int i = 0; i < 8; i++, tried++) {
          Cutting cutting = i == 0 ? Cutting.whole(text) : Cutting.random(text, random);
          assertThat(segments(capped, cutting, units))
              .as("%s with a cap of %d cut as %s", capped.pattern(), capped.cap(), cutting)
              .isEqualTo(units);
        }
      }
    }
  }

  private static int check(StableSegmenter segmenter, String text, RandomGenerator random) {
    List<Segment> whole = reference(segmenter.pattern(), text);
    for (int i = 0; i < CUTTINGS; i++) {
      Cutting cutting = i == 0
          ? Cutting.whole(text)
          : i == 1 ? Cutting.units(text) : Cutting.random(text, random);
      assertThat(segments(segmenter, cutting, whole))
          .as("%s cut as %s", segmenter.pattern(), cutting)
          .isEqualTo(whole);
    }
    return CUTTINGS;
  }

  /** Some of the expressions backtrack without end; that the budget ends them is not at question here. */
  private static List<Segment> segments(
      StableSegmenter segmenter, Cutting cutting, List<Segment> otherwise) {
    try {
      return SegmenterStream.segments(segmenter, cutting);
    } catch (StatusException e) {
      assertThat(e).hasMessageContaining("backtracks too much");
      return otherwise;
    }
  }

  /** The definition, on the whole text. */
  private static List<Segment> reference(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text).useTransparentBounds(true).useAnchoringBounds(false);
    List<Segment> segments = new ArrayList<>();
    for (int at = 0; at < text.length(); ) {
      boolean found = matcher.region(at, text.length()).lookingAt() && matcher.end() > at;
      boolean whole = found && !splitsPair(text, matcher.end());
      int end = whole ? matcher.end() : at + Character.charCount(text.codePointAt(at));
      if (whole) {
        segments.add(new Segment(
            text.codePointCount(0, at), text.codePointCount(0, end), text.substring(at, end)));
      }
      at = end;
    }
    return segments;
  }

  private static boolean splitsPair(String text, int at) {
    return at < text.length()
        && Character.isLowSurrogate(text.charAt(at))
        && Character.isHighSurrogate(text.charAt(at - 1));
  }

  /** None for what the segmenter refuses. */
  private static List<StableSegmenter> compiled(String regex) {
    try {
      return List.of(StableSegmenter.of(regex));
    } catch (PatternSyntaxException e) {
      throw new AssertionError("the test must write expressions but wrote " + regex, e);
    } catch (IllegalArgumentException e) {
      return List.of();
    }
  }

  private static String regex(RandomGenerator random, int depth) {
    StringBuilder regex = new StringBuilder();
    int parts = 1 + random.nextInt(3);
    for (int i = 0; i < parts; i++) {
      regex.append(part(random, depth));
    }
    return regex.toString();
  }

  private static String part(RandomGenerator random, int depth) {
    int kind = random.nextInt(depth > 0 ? 16 : 8);
    return switch (kind) {
      case 6 -> pick(ASSERTIONS, random);
      case 8, 9 -> "(?:" + regex(random, depth - 1) + ")" + pick(QUANTIFIERS, random);
      case 10 ->
        "(" + regex(random, depth - 1) + ")" + pick(QUANTIFIERS, random) + pick(ATOMS, random)
            + "\\1";
      case 11 ->
        "(?:" + regex(random, depth - 1) + "|" + regex(random, depth - 1) + ")"
            + pick(QUANTIFIERS, random);
      case 12 -> "(?=" + regex(random, depth - 1) + ")" + pick(ATOMS, random);
      case 13 -> "(?!" + regex(random, depth - 1) + ")" + pick(ATOMS, random);
      case 14 ->
        "(?<" + (random.nextBoolean() ? "=" : "!") + pick(ATOMS, random)
            + pick(new String[] {"", "{1,3}", "$", "|b"}, random) + ")" + pick(ATOMS, random);
      case 15 -> "(?>" + regex(random, depth - 1) + ")";
      default -> pick(ATOMS, random) + pick(QUANTIFIERS, random);
    };
  }

  private static String text(RandomGenerator random) {
    StringBuilder text = new StringBuilder();
    int length = random.nextInt(14);
    for (int i = 0; i < length; i++) {
      text.append(pick(CHARACTERS, random));
    }
    return text.toString();
  }

  private static String pick(String[] of, RandomGenerator random) {
    return of[random.nextInt(of.length)];
  }
}
