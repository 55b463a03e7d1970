package io.millrace.openai;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/**
 * How long a server asks to be left alone: {@code Retry-After} of RFC 9110, seconds or a date, and OpenAI's {@code
 * retry-after-ms}, which is finer. What cannot be read counts as not said, and a date that has passed as no time at all.
 */
final class RetryAfter {

  private static final BigDecimal LONGEST =
      BigDecimal.valueOf(Duration.ofDays(365).toMillis());

  private RetryAfter() {}

  static Optional<Duration> of(Optional<String> millis, Optional<String> value, Clock clock) {
    return millis
        .flatMap(text -> number(text, BigDecimal.ONE))
        .or(() -> value.flatMap(text -> number(text, BigDecimal.valueOf(1_000))))
        .or(() -> value.flatMap(text -> date(text, clock)));
  }

  private static Optional<Duration> number(String text, BigDecimal unit) {
    try {
      BigDecimal millis = new BigDecimal(text.strip()).multiply(unit);
      return millis.signum() < 0
          ? Optional.empty()
          : Optional.of(Duration.ofMillis(millis.min(LONGEST).longValue()));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  private static Optional<Duration> date(String text, Clock clock) {
    try {
      var then = ZonedDateTime.parse(text.strip(), DateTimeFormatter.RFC_1123_DATE_TIME);
      Duration left = Duration.between(clock.instant(), then.toInstant());
      return Optional.of(left.isNegative() ? Duration.ZERO : left);
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
