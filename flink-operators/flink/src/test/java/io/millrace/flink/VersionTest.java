package io.millrace.flink;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.Parameters;
import java.util.Map;
import org.junit.jupiter.api.Test;

class VersionTest {

  private static final Version<Work<String, Object, String>> ECHO = Version.of(
      new OperatorSettings("echo", RequestLimits.DEFAULT, UnclaimedParameters.REFUSE),
      "",
      Work.streaming(Echo.runner()));

  private static Map<String, Object> over(Map<String, Long> defaults, Map<String, Long> given) {
    Version<Work<String, Object, String>> version = new Version<>(
        ECHO.reference(), ECHO.loaded(), ECHO.claims(), ECHO.headers(), Parameters.of(defaults));
    return version.over(Parameters.of(given)).asMap();
  }

  @Test
  void whatARequestSaysForAllPartsWinsOverADefaultForOne() {
    Map<String, Long> defaults = Map.of("a.times", 1L, "a.b.times", 2L, "times", 3L, "a.x", 4L);

    assertThat(over(defaults, Map.of("times", 9L))).isEqualTo(Map.of("times", 9L, "a.x", 4L));
    assertThat(over(defaults, Map.of("a.times", 9L)))
        .isEqualTo(Map.of("a.times", 9L, "times", 3L, "a.x", 4L));
  }

  @Test
  void aDefaultForOtherPartsStays() {
    Map<String, Long> defaults = Map.of("a.times", 1L, "all-times", 2L);

    assertThat(over(defaults, Map.of("b.times", 9L)))
        .isEqualTo(Map.of("a.times", 1L, "all-times", 2L, "b.times", 9L));
    assertThat(over(defaults, Map.of("times", 9L))).isEqualTo(Map.of("all-times", 2L, "times", 9L));
    assertThat(over(defaults, Map.of())).isEqualTo(defaults);
  }
}
