package io.millrace.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.millrace.core.StatusException;
import io.millrace.core.task.ModuleRunner;
import io.millrace.schemas.TokenClassificationResults;
import io.millrace.schemas.TokenClassificationStreamResult;
import io.millrace.tasks.StandardTasks;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Patterns that are known to backtrack for ages, from OWASP's page on denial of service by regular expressions and from
 * reports about libraries: they answer, or fail their request with the budget's name for it, and never hang.
 */
class CatastrophicPatternsTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final String[] TEXTS = {
    "a".repeat(2_000) + "!",
    "x".repeat(2_000),
    "1".repeat(2_000) + "e",
    "a@" + "a.".repeat(1_000) + "!",
    " ".repeat(2_000) + "z",
    "http://" + "a/".repeat(1_000) + " "
  };

  private static void endsWellOrByItsBudget(Runnable call) {
    assertTimeoutPreemptively(PATIENCE, () -> {
      try {
        call.run();
      } catch (StatusException e) {
        assertThat(e).hasMessageStartingWith("RESOURCE_EXHAUSTED: ");
      }
    });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "(a+)+$",
        "([a-zA-Z]+)+$",
        "(a|aa)+$",
        "a(a|a?)+$",
        "(.*a){20}\\.",
        "(x+x+)+y",
        "^(([a-z])+.)+[A-Z]([a-z])+$",
        "(\\d+)+[a-c]",
        "([a-zA-Z0-9._]+)*@([a-zA-Z0-9]+\\.)+[a-z]{2,}\\?",
        "\\s+$",
        "(?:https?://)?(?:\\w+/?)+\\.png",
        "(a*)*b",
        "(\\w|\\w\\w|\\w\\w\\w)*#",
        "(?=(a+))a*b\\1"
      })
  void endOrAreEnded(String pattern) {
    for (String text : TEXTS) {
      endsWellOrByItsBudget(() -> entities(pattern).unaryUnary(text));
      endsWellOrByItsBudget(() -> StableSegmenter.of(pattern).push(SegmenterState.START, text));
    }
  }

  private static ModuleRunner<
          String, String, TokenClassificationResults, TokenClassificationStreamResult>
      entities(String pattern) {
    return StandardTasks.TOKEN_CLASSIFICATION.runner(
        PatternEntities.builder().builtIn().pattern("BAD", pattern, 1).module());
  }
}
