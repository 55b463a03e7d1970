package io.millrace.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.core.task.TaskModule;
import io.millrace.tasks.StandardTasks;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class KeptPairsTest {

  private static final String EMOJI = "\uD83D\uDE00";

  @Test
  void aFailureIsNotMadeSmallerByHalfAPair() {
    var laws = ModuleLaws.of(StandardTasks.TEXT_MASKING.runner(TaskModule.named("plain", "1.0.0")
            .serves(
                StandardTasks.TEXT_MASKING,
                as -> as.streamStream(Elementwise.of(KeptPairsTest::withoutEmoji)))
            .build()))
        .texts("a " + EMOJI + " b");

    assertThatThrownBy(laws.keepingPairsWhole()::check).hasMessage("""
        module 'plain' 1.0.0 does not keep the law of task 'text-masking': every text is answered
          wanted  an answer
          got     a thrown java.lang.IllegalStateException: no emoji wanted
          where   UNARY_UNARY from STREAM_STREAM: splits the input, joins the output; buffers nothing
          text    "😀"
          cutting "😀"
          found   by seed 1, in 1 element
          re-run  ModuleLaws.of(runner).keepingPairsWhole().check(Cutting.of("😀"));""");
    assertThatThrownBy(laws::check).hasMessageContaining("text    \"\\ud83d\"\n");
  }

  @Test
  void aSmallerScenarioSplitsNoPairEither() {
    Scenario failing =
        Scenario.of(Scenario.turn("a", "\uD83D"), Scenario.turn("a", "x\uDE00" + EMOJI));

    assertThat(Shrinker.shrink(failing, false, smaller -> smaller.turns().size() == 2)
            .turns())
        .doesNotContain(Scenario.turn("a", "\uDE00"))
        .hasSize(2);
    assertThat(Shrinker.shrink(failing, false, smaller -> smaller.toString().contains("ud83d")))
        .isEqualTo(Scenario.of(Scenario.turn("a", "\uD83D")));
  }

  @Test
  void randomScenariosBetweenCodePointsSplitNoPair() {
    List<String> texts = List.of(EMOJI.repeat(20), "", "a" + EMOJI);
    var random = new SplittableRandom(3);

    assertThat(Stream.generate(() -> Scenario.randomBetweenCodePoints(texts, random))
            .limit(200))
        .noneMatch(Scenario::splitsPair);
    assertThat(Stream.generate(() -> Scenario.random(texts, random)).limit(200))
        .anyMatch(Scenario::splitsPair);
  }

  private static String withoutEmoji(String text) {
    if (text.contains("\uD83D")) {
      throw new IllegalStateException("no emoji wanted");
    }
    return text;
  }
}
