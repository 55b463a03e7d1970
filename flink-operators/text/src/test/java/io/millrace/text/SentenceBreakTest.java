package io.millrace.text;

import static org.assertj.core.api.Assertions.assertThat;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.text.BreakIterator;
import com.ibm.icu.util.ULocale;
import com.ibm.icu.util.VersionInfo;
import io.millrace.testkit.Cutting;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/**
 * Unicode's own test of sentences, of the version that ICU4J implements (from Debian's package unicode-data 17.0.0-2), and
 * all short strings of one character for each class; each as a whole and cut.
 */
class SentenceBreakTest {

  private static final int RANDOM_CUTTINGS = 20;

  /** One of each class of Sentence_Break, in the order of the annex, with a mark that the rules leave where it is. */
  private static final List<String> CLASSES = List.of(
      "\r",
      "\n",
      "\u0308",
      "\u0085",
      "\u00AD",
      " ",
      "a",
      "A",
      "\u01BB",
      "0",
      ".",
      "!",
      ",",
      "\"",
      "\uD83D\uDE00");

  private static final SentenceSegmenter SENTENCES = SentenceSegmenter.standard();

  static final List<String> CASES = cases();

  private static List<String> cases() {
    try (InputStream file = SentenceBreakTest.class.getResourceAsStream("SentenceBreakTest.txt")) {
      String read = new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
      return read.lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read SentenceBreakTest.txt", e);
    }
  }

  @Test
  void theCasesAreOfTheVersionThatIcuImplements() {
    VersionInfo version = UCharacter.getUnicodeVersion();
    assertThat(CASES.get(0))
        .isEqualTo("# SentenceBreakTest-" + version.getMajor() + "." + version.getMinor() + "."
            + version.getMilli() + ".txt");
    assertThat(CASES.stream().filter(line -> line.startsWith("÷"))).hasSize(512);
  }

  @ParameterizedTest
  @FieldSource("CASES")
  void everyCaseHoldsForTheWholeTextAndForEveryCutting(String line) {
    if (line.startsWith("#")) {
      return;
    }
    List<String> sentences = new ArrayList<>();
    for (String sentence : line.substring(0, line.indexOf('#')).split("÷", -1)) {
      if (!sentence.isBlank()) {
        sentences.add(decoded(sentence));
      }
    }
    assertSentences(sentences, new Random(line.hashCode()), RANDOM_CUTTINGS);
  }

  private static String decoded(String hex) {
    StringBuilder text = new StringBuilder();
    for (String codePoint : hex.replace('×', ' ').strip().split("\\s+", -1)) {
      text.appendCodePoint(Integer.parseInt(codePoint, 16));
    }
    return text.toString();
  }

  @Test
  void everyStringOfFourClassesIsCutAsIcuCutsTheWhole() {
    Random random = new Random(1);
    int count = (int) Math.pow(CLASSES.size(), 4);
    for (int i = 0; i < count; i++) {
      String text = ofClasses(i, 4);
      assertSentences(Sentences.whole(text), random, 1);
    }
  }

  @Test
  void longerStringsOfClassesAreCutAsIcuCutsTheWhole() {
    Random random = new Random(2);
    for (int i = 0; i < 30_000; i++) {
      StringBuilder text = new StringBuilder();
      random
          .ints(5L + random.nextInt(20), 0, CLASSES.size())
          .forEach(each -> text.append(CLASSES.get(each)));
      assertSentences(Sentences.whole(text.toString()), random, 2);
    }
  }

  /** A boundary is out if, and only if, nothing of up to two characters more can take it away. */
  @Test
  void aSentenceIsLetOutAsSoonAsNothingCanChangeIt() {
    List<String> more = new ArrayList<>(CLASSES);
    IntStream.range(0, CLASSES.size() * CLASSES.size()).forEach(i -> more.add(ofClasses(i, 2)));
    int count = CLASSES.size() * CLASSES.size() * CLASSES.size();
    for (int i = 0; i < count; i++) {
      String text = ofClasses(i, 3);
      List<Integer> stay = new ArrayList<>(Sentences.ends(text));
      more.forEach(goingOn -> stay.retainAll(Sentences.ends(text + goingOn)));
      Segmented segmented = SENTENCES.push(SegmenterState.START, text);
      List<Integer> out = new ArrayList<>();
      int end = 0;
      for (Segment segment : segmented.segments()) {
        end += segment.text().length();
        out.add(end);
      }
      assertThat(out).as(text).isEqualTo(stay);
    }
  }

  private static String ofClasses(int number, int length) {
    StringBuilder text = new StringBuilder();
    int left = number;
    for (int i = 0; i < length; i++) {
      text.append(CLASSES.get(left % CLASSES.size()));
      left /= CLASSES.size();
    }
    return text.toString();
  }

  private static void assertSentences(List<String> expected, Random random, int cuttings) {
    String text = String.join("", expected);
    assertSentences(expected, Cutting.whole(text));
    assertSentences(expected, Cutting.codePoints(text));
    assertSentences(expected, Cutting.units(text));
    for (int i = 0; i < cuttings; i++) {
      assertSentences(expected, Cutting.random(text, random));
    }
  }

  private static void assertSentences(List<String> expected, Cutting cutting) {
    List<Segment> segments = SegmenterStream.segments(SENTENCES, cutting);
    if (!segments.stream().map(Segment::text).toList().equals(expected)) {
      assertThat(segments).as(cutting.toString()).extracting(Segment::text).isEqualTo(expected);
    }
  }

  /** ICU's own, of a whole text. */
  private static final class Sentences {

    private Sentences() {}

    static List<Integer> ends(String text) {
      BreakIterator boundaries = BreakIterator.getSentenceInstance(ULocale.ROOT);
      boundaries.setText(text);
      List<Integer> ends = new ArrayList<>();
      boundaries.first();
      for (int end = boundaries.next(); end != BreakIterator.DONE; end = boundaries.next()) {
        ends.add(end);
      }
      return ends;
    }

    static List<String> whole(String text) {
      List<String> sentences = new ArrayList<>();
      int from = 0;
      for (int end : ends(text)) {
        sentences.add(text.substring(from, end));
        from = end;
      }
      return sentences;
    }
  }
}
