package io.millrace.flink;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.Message;
import io.millrace.core.Status;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

@ParameterizedClass
@ValueSource(booleans = {false, true})
class DuplicatesTest {

  private final RequestHarness<String> operator;

  DuplicatesTest(boolean objectReuse) throws Exception {
    operator = RequestHarness.echo(
        Placement.alone(objectReuse), RequestLimits.DEFAULT.withTombstone(Duration.ofMinutes(1)));
  }

  @AfterEach
  void close() throws Exception {
    operator.close();
  }

  @Test
  void whatWasTakenIsDroppedAndCounted() throws Exception {
    operator.push(Message.of("r", 0, "a"), Message.of("r", 0, "a"), Message.of("r", 1, "b"));
    operator.push(Message.of("r", 0, "a"), Message.of("r", 1, "b"), Message.end("r", 2));
    assertThat(operator.output())
        .containsExactly(Echo.first("r", "a"), Message.of("r", 1, "b"), Message.end("r", 2));
    assertThat(operator.metrics().count("duplicates")).isEqualTo(3);
  }

  @Test
  void whatWaitsIsDroppedAndCountedToo() throws Exception {
    operator.push(Message.of("r", 2, "c"), Message.of("r", 1, "b"), Message.of("r", 2, "c"));
    operator.push(Message.of("r", 1, "b"), Message.of("r", 0, "a"), Message.end("r", 3));
    assertThat(operator.output())
        .containsExactly(
            Echo.first("r", "a"),
            Message.of("r", 1, "b"),
            Message.of("r", 2, "c"),
            Message.end("r", 3));
    assertThat(operator.metrics().count("duplicates")).isEqualTo(2);
  }

  @Test
  void aLateDuplicateOpensNoGhostUntilTheTombstoneIsGone() throws Exception {
    operator.push(Message.unary("r", "a"));
    assertThat(operator.output()).containsExactly(Echo.first("r", "a"), Message.end("r", 1));
    operator.at(60_999).push(Message.unary("r", "a"), Message.of("r", 7, "b"));
    assertThat(operator.output()).isEmpty();
    assertThat(operator.metrics().count("duplicates")).isEqualTo(2);
    assertThat(operator.left()).isEqualTo("1 states, 2 timers");
    operator.at(61_000);
    assertThat(operator.left()).isEqualTo("0 states, 0 timers");
    operator.push(Message.unary("r", "a"));
    assertThat(operator.output()).containsExactly(Echo.first("r", "a"), Message.end("r", 1));
  }

  @Test
  void aRequestThatFailedLeavesATombstoneToo() throws Exception {
    operator.push(Message.of("r", 0, "!next")).output();
    operator.push(Message.of("r", 1, "b"), Message.end("r", 2));
    assertThat(operator.output()).isEmpty();
    operator.at(61_000);
    assertThat(operator.left()).isEqualTo("0 states, 0 timers");
  }

  @Test
  void anIdleRequestIsForgottenInTheEnd() throws Exception {
    operator.push(Message.of("r", 0, "a"), Message.of("r", 2, "c"));
    operator.at(500_000).at(560_000);
    assertThat(operator.output()).hasSize(1);
    assertThat(operator.left()).isEqualTo("0 states, 0 timers");
  }

  @Test
  void aCancellationBehindTheEndIsADuplicate() throws Exception {
    operator.push(Message.unary("r", "a")).output();
    operator.push(Message.end("r", 2, Status.Code.CANCELLED.because("too slow")));
    assertThat(operator.output()).isEmpty();
    assertThat(operator.metrics().count("duplicates")).isEqualTo(1);
  }

  @Test
  void aRequestKeepsOneTimerForItsLimitsHoweverManyMessagesItHas() throws Exception {
    for (int i = 0; i < 100; i++) {
      operator.at(1_000 + i * 10L).push(Message.of("r", i, "a"));
    }
    assertThat(operator.processingTimeTimers()).isEqualTo(1);
    assertThat(operator.left()).isEqualTo("1 states, 2 timers");
  }
}
