package io.millrace.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.tasks.StandardTasks;
import java.lang.Character.UnicodeScript;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TextsTest {

  @Test
  void theSameSeedGivesTheSameTexts() {
    assertThat(some(Texts.standard())).isEqualTo(some(Texts.standard()));
  }

  @Test
  void writtenTextsHoldManyScriptsAndAllPersonalData() {
    String all = String.join("\u0000", some(Texts.written()));

    assertThat(all.codePoints().mapToObj(UnicodeScript::of).distinct())
        .contains(
            UnicodeScript.LATIN,
            UnicodeScript.CYRILLIC,
            UnicodeScript.ARABIC,
            UnicodeScript.DEVANAGARI,
            UnicodeScript.HAN,
            UnicodeScript.HIRAGANA,
            UnicodeScript.INHERITED);
    assertThat(all)
        .contains(PersonalData.ALL)
        .contains("\r\n", "\u200D", "e\u0301", "\uD83D\uDE00");
  }

  @Test
  void standardTextsBeginWithTheHardOnes() {
    assertThat(some(Texts.standard()))
        .startsWith(HardTexts.ALL.toArray(String[]::new))
        .contains("", " ", "\r\n", "\uD83D", "a\uDE00\uD83Db");
    assertThat(Texts.hard().stream(new SplittableRandom(1)).limit(HardTexts.ALL.size()))
        .isEqualTo(HardTexts.ALL);
  }

  @Test
  void givenTextsComeInTurnAndMixWithOthers() {
    assertThat(Texts.of("a", "b").and(Texts.of("c")).stream(new SplittableRandom(1))
            .limit(6))
        .containsExactly("a", "c", "b", "c", "a", "c");
    assertThatThrownBy(Texts::of)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("texts must be at least one but were none");
  }

  @Test
  void everyPlaceOfAShortTextIsCut() {
    String text = "Write to ada@example.com now";
    List<String> firsts = new ArrayList<>();
    var runner = StandardTasks.TOKEN_CLASSIFICATION.runner(DigitRuns.module(new DigitRuns() {
      @Override
      int stable(String held) {
        firsts.add(held);
        return super.stable(held);
      }
    }));

    ModuleLaws.of(runner).texts(text).cuttings(text.length() + 10).check();

    assertThat(firsts)
        .containsAll(IntStream.rangeClosed(1, text.length())
            .mapToObj(end -> text.substring(0, end))
            .toList());
  }

  private static List<String> some(Texts texts) {
    return texts.stream(new SplittableRandom(11)).limit(3_000).toList();
  }
}
