package io.millrace.tasks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.core.Parameter;
import io.millrace.schemas.FinishReason;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GenerationParametersTest {

  @Test
  void bothGeneratingTasksTakeTheSame() {
    assertThat(StandardTasks.TEXT_GENERATION.parameters())
        .isEqualTo(StandardTasks.CHAT.parameters())
        .extracting(Parameter::name)
        .containsExactly(
            "temperature",
            "top_p",
            "max_tokens",
            "stop",
            "seed",
            "n",
            "frequency_penalty",
            "presence_penalty");
  }

  @Test
  void saysWhatIsOutOfBounds() {
    assertThatThrownBy(() -> StandardTasks.TEMPERATURE.check(2.5))
        .hasMessage(
            "INVALID_ARGUMENT: parameter 'temperature' must be between 0 and 2 but was 2.5");
    assertThatThrownBy(() -> StandardTasks.MAX_TOKENS.check(0))
        .hasMessage(
            "INVALID_ARGUMENT: parameter 'max_tokens' must be between 1 and 2147483647 but was 0");
    assertThatThrownBy(() -> StandardTasks.STOP.check(List.of("a", "")))
        .hasMessage(
            "INVALID_ARGUMENT: parameter 'stop' must be a list of texts that are not empty but was [a, ]");
  }

  @ParameterizedTest
  @CsvSource({
    "stop, EOS_TOKEN",
    "length, MAX_TOKENS",
    "tool_calls, TOOL_CALLS",
    "function_call, TOOL_CALLS",
    "content_filter, CONTENT_FILTER",
    "abort, ERROR"
  })
  void aServersReasonIsOneOfTheSchema(String said, FinishReason reason) {
    assertThat(FinishReasons.ofOpenAi(said)).contains(reason);
  }

  @Test
  void anEmptyReasonIsNone() {
    assertThat(FinishReasons.ofOpenAi("")).isEmpty();
  }

  @Test
  void halfACharacterIsReplacedAndAWholeOneKept() {
    assertThat(SplitCharacters.wellFormed("a\uD83D\uDE00\uD83D")).isEqualTo("a\uD83D\uDE00\uFFFD");
    assertThat(SplitCharacters.endsHalfway("a\uD83D")).isTrue();
    assertThat(SplitCharacters.endsHalfway("a\uD83D\uDE00")).isFalse();
    assertThat(SplitCharacters.endsHalfway("")).isFalse();
  }
}
