package io.millrace.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CuttingTest {

  @Test
  void aCuttingConcatenatedIsItsText() {
    SplittableRandom random = new SplittableRandom(5);

    assertThat(Texts.standard().stream(random.split()).limit(2_000)).allSatisfy(text -> {
      assertThat(Cutting.random(text, random).text()).isEqualTo(text);
      assertThat(Cutting.randomBetweenCodePoints(text, random).text()).isEqualTo(text);
      assertThat(Cutting.units(text).text()).isEqualTo(text);
      assertThat(Cutting.codePoints(text).text()).isEqualTo(text);
      assertThat(Cutting.whole(text).text()).isEqualTo(text);
    });
  }

  @Test
  void aRandomCuttingCutsPairsAndHasEmptyElements() {
    SplittableRandom random = new SplittableRandom(5);
    List<Cutting> many = Stream.generate(() -> Cutting.random("a\uD83D\uDE00b", random))
        .limit(500)
        .toList();

    assertThat(many)
        .anySatisfy(
            cutting -> assertThat(cutting.elements()).containsSequence("a\uD83D", "\uDE00b"));
    assertThat(many).anySatisfy(cutting -> assertThat(cutting.elements()).startsWith(""));
    assertThat(many).anySatisfy(cutting -> assertThat(cutting.elements()).endsWith(""));
    assertThat(many).anySatisfy(cutting -> assertThat(cutting.elements()).hasSize(1));
  }

  @Test
  void aRandomCuttingBetweenCodePointsKeepsPairsWhole() {
    SplittableRandom random = new SplittableRandom(5);

    assertThat(Stream.generate(() -> Cutting.randomBetweenCodePoints("a\uD83D\uDE00b", random))
            .limit(500))
        .noneSatisfy(cutting ->
            assertThat(cutting.elements()).anyMatch(element -> element.endsWith("\uD83D")));
  }

  @Test
  void unitsCutPairsAndCodePointsDoNot() {
    assertThat(Cutting.units("a\uD83D\uDE00").elements()).containsExactly("a", "\uD83D", "\uDE00");
    assertThat(Cutting.codePoints("a\uD83D\uDE00").elements()).containsExactly("a", "\uD83D\uDE00");
    assertThat(Cutting.units("").elements()).isEmpty();
  }

  @Test
  void theSameCutTwiceGivesAnEmptyElement() {
    assertThat(Cutting.at("abc", 1, 1, 3).elements()).containsExactly("a", "", "bc", "");
  }

  @Test
  void aCuttingIsShownAsJavaSource() {
    assertThat(Cutting.of("a\"b\\", "", "\r\n\t", "\uD83D", "e\u0301\u200D\u00A0", "\u00FC\u8BF7"))
        .hasToString("\"a\\\"b\\\\\", \"\", \"\\r\\n\\t\", \"\\ud83d\","
            + " \"e\\u0301\\u200d\\u00a0\", \"\u00FC\u8BF7\"");
  }
}
