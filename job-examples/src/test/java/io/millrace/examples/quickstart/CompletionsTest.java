package io.millrace.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.examples.produce.Transcript;
import java.util.List;
import org.junit.jupiter.api.Test;

class CompletionsTest {

  @Test
  void cutsWithoutLosingACharacter() {
    for (String text : List.of(
        "", "a  b\n\nc", "Write to anna.lindqvist@example.com 😊!", "確認メールを", "नमस्ते 24")) {
      assertThat(String.join("", TokenCutter.cut(text))).isEqualTo(text);
    }
  }

  @Test
  void cutsAddressesAndNumbersInTheMiddle() {
    assertThat(TokenCutter.cut(" 4111 1111 1111 1111")).hasSizeGreaterThan(6);
    assertThat(TokenCutter.cut(" anna.lindqvist@example.com")).hasSizeGreaterThan(4);
  }

  @Test
  void playsDozensOfCompletionsThatEachEnd() throws Exception {
    List<Transcript> transcripts = Completions.transcripts();

    assertThat(transcripts).hasSizeGreaterThanOrEqualTo(40);
    assertThat(transcripts).allSatisfy(transcript -> {
      assertThat(transcript.chunks()).hasSizeGreaterThan(10);
      assertThat(transcript.chunks().get(0)).contains("\"role\":\"assistant\"");
      assertThat(transcript.chunks().get(transcript.chunks().size() - 2))
          .containsPattern("\"finish_reason\":\"(stop|length|tool_calls)\"");
      assertThat(transcript.chunks().get(transcript.chunks().size() - 1)).contains("\"usage\"");
    });
  }
}
