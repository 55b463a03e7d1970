package io.millrace.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.schemas.TokenClassificationResult;
import io.millrace.schemas.TokenClassificationStreamResult;
import java.util.List;
import org.junit.jupiter.api.Test;

class FrameFilterTest {

  @Test
  void keepsTheFrameWithWhatIsWantedOfIt() {
    var sure = new TokenClassificationResult(0L, 1L, "a", "A", null, 0.9, null);
    var unsure = new TokenClassificationResult(1L, 2L, "b", "B", null, 0.1, null);
    var frame = new TokenClassificationStreamResult(List.of(sure, unsure), 3L, 0L, List.of("cut"));

    assertThat(FrameFilter.keeping(result -> result.getScore() > 0.5).apply(frame))
        .isEqualTo(new TokenClassificationStreamResult(List.of(sure), 3L, 0L, List.of("cut")));
    assertThat(FrameFilter.keeping(result -> false).apply(frame))
        .isEqualTo(new TokenClassificationStreamResult(List.of(), 3L, 0L, List.of("cut")));
  }
}
