package io.millrace.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.schemas.TokenClassificationResult;
import io.millrace.schemas.TokenClassificationResults;
import io.millrace.schemas.TokenClassificationStreamResult;
import io.millrace.schemas.TokenizationStreamResult;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FramesTest {

  private static final String TEXT = "0123456789";

  @Test
  void framesAreContiguousAndReachTheEndAndTakeNothingBack() {
    LongStream.range(0, 5_000).forEach(seed -> {
      RandomData data = new RandomData(seed);
      String text = data.text();
      assertLaw(text, split(text, data.spans(text)));
    });
  }

  @Test
  void tokensComeInTheSameFrames() {
    LongStream.range(0, 1_000).forEach(seed -> {
      RandomData data = new RandomData(seed);
      String text = data.text();
      List<TokenizationStreamResult> frames =
          new TokenizationTranslator().split(text, data.tokens(text)).toList();

      long processed = 0;
      for (TokenizationStreamResult frame : frames) {
        assertThat(frame.getStartIndex()).isEqualTo(processed);
        processed = frame.getProcessedIndex();
      }
      assertThat(processed).isEqualTo(text.codePointCount(0, text.length()));
    });
  }

  @Test
  void aTextWithoutSpansIsOneFrame() {
    assertThat(ends()).containsExactly(10L);
    assertThat(split("", new TokenClassificationResults(List.of(), null)))
        .containsExactly(new TokenClassificationStreamResult(List.of(), 0L, 0L, null));
  }

  @Test
  void spansApartEachCloseAFrame() {
    assertThat(ends(span(0, 2), span(4, 6))).containsExactly(2L, 6L, 10L);
  }

  @Test
  void aSpanAtTheEndClosesTheLastFrame() {
    assertThat(ends(span(0, 2), span(4, 10))).containsExactly(2L, 10L);
  }

  @Test
  void spansThatTouchAreApart() {
    assertThat(ends(span(0, 2), span(2, 4))).containsExactly(2L, 4L, 10L);
  }

  @Test
  void spansThatOverlapOrEndTogetherLeaveInOneFrame() {
    assertThat(ends(span(0, 4), span(3, 6))).containsExactly(6L, 10L);
    assertThat(ends(span(0, 6), span(4, 6))).containsExactly(6L, 10L);
    assertThat(ends(span(0, 8), span(1, 2), span(4, 5))).containsExactly(8L, 10L);
    assertThat(ends(span(1, 3), span(1, 3))).containsExactly(3L, 10L);
  }

  @Test
  void spansOutOfOrderAreKeptSoInOneFrame() {
    assertThat(ends(span(4, 6), span(0, 2))).containsExactly(6L, 10L);
  }

  @Test
  void warningsRideOnTheFirstFrame() {
    var frames = split(
        TEXT, new TokenClassificationResults(List.of(span(0, 2)), List.of("held text was cut")));

    assertThat(frames).hasSize(2);
    assertThat(frames.get(0).getWarnings()).containsExactly("held text was cut");
    assertThat(frames.get(1).getWarnings()).isNull();
  }

  private static Stream<Long> ends(TokenClassificationResult... spans) {
    var frames = split(TEXT, new TokenClassificationResults(Arrays.asList(spans), null));
    return frames.stream().map(TokenClassificationStreamResult::getProcessedIndex);
  }

  private static List<TokenClassificationStreamResult> split(
      String text, TokenClassificationResults output) {
    return new TokenClassificationTranslator().split(text, output).toList();
  }

  private static TokenClassificationResult span(int start, int end) {
    return new TokenClassificationResult(
        (long) start, (long) end, TEXT.substring(start, end), "E", null, 1.0, null);
  }

  private static void assertLaw(String text, List<TokenClassificationStreamResult> frames) {
    long processed = 0;
    for (TokenClassificationStreamResult frame : frames) {
      assertThat(frame.getStartIndex()).isEqualTo(processed);
      for (TokenClassificationResult span : frame.getResults()) {
        assertThat(span.getStart()).isGreaterThanOrEqualTo(processed);
        assertThat(span.getEnd()).isLessThanOrEqualTo(frame.getProcessedIndex());
      }
      processed = frame.getProcessedIndex();
    }
    assertThat(processed).isEqualTo(text.codePointCount(0, text.length()));
  }
}
