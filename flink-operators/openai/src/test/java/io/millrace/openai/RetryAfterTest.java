package io.millrace.openai;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RetryAfterTest {

  private static final Clock NOON =
      Clock.fixed(Instant.parse("2026-03-01T12:00:00Z"), ZoneOffset.UTC);

  private static Optional<Duration> of(String value) {
    return RetryAfter.of(Optional.empty(), Optional.of(value), NOON);
  }

  @Test
  void readsSecondsAndDates() {
    assertThat(of("125")).contains(Duration.ofSeconds(125));
    assertThat(of(" 1.5 ")).contains(Duration.ofMillis(1_500));
    assertThat(of("0")).contains(Duration.ZERO);
    assertThat(of("Sun, 01 Mar 2026 12:00:30 GMT")).contains(Duration.ofSeconds(30));
  }

  @Test
  void aDateThatHasPassedIsNoTimeAtAll() {
    assertThat(of("Sun, 01 Mar 2026 11:00:00 GMT")).contains(Duration.ZERO);
  }

  @Test
  void millisecondsAreFiner() {
    assertThat(RetryAfter.of(Optional.of("250"), Optional.of("1"), NOON))
        .contains(Duration.ofMillis(250));
  }

  @Test
  void whatCannotBeReadIsNotSaid() {
    assertThat(of("soon")).isEmpty();
    assertThat(of("-3")).isEmpty();
    assertThat(of("")).isEmpty();
    assertThat(RetryAfter.of(Optional.empty(), Optional.empty(), NOON)).isEmpty();
  }

  @Test
  void nobodyIsLeftAloneForMoreThanAYear() {
    assertThat(of("1e30")).contains(Duration.ofDays(365));
  }
}
