package io.millrace.flink;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.Message;
import io.millrace.core.Status;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

@ParameterizedClass
@ValueSource(booleans = {false, true})
class AttemptsTest {

  private static final Status REPLACED =
      Status.Code.ABORTED.because("attempt 3 took the place of attempt 1");

  private final RequestHarness<String> operator;

  AttemptsTest(boolean objectReuse) throws Exception {
    operator = RequestHarness.echo(Placement.alone(objectReuse));
  }

  @AfterEach
  void close() throws Exception {
    operator.close();
  }

  private static Message<String> of(int attempt, long sequence, String payload) {
    return Message.of("r", sequence, payload).withAttempt(attempt);
  }

  private static Message<String> end(int attempt, long sequence, Status status) {
    return Message.<String>end("r", sequence, status).withAttempt(attempt);
  }

  @Test
  void aHigherAttemptRestartsTheRequestFromScratch() throws Exception {
    operator.push(of(1, 0, "a"), of(1, 1, "b"), of(3, 0, "x"), of(3, 1, "y"));
    operator.push(end(3, 2, Status.OK));
    assertThat(operator.output())
        .containsExactly(
            of(1, 0, "a").withHeaders(Echo.HEADERS),
            end(1, 1, REPLACED),
            of(3, 0, "x").withHeaders(Echo.HEADERS),
            of(3, 1, "y"),
            end(3, 2, Status.OK));
    assertThat(operator.letters()).isEmpty();
  }

  @Test
  void aLowerAttemptIsDropped() throws Exception {
    operator.push(of(3, 0, "x"), of(1, 0, "a"), of(2, 1, "b"), end(0, 2, Status.OK));
    operator.push(end(1, 9, Status.Code.CANCELLED.because("by whom?")), end(3, 1, Status.OK));
    assertThat(operator.output())
        .containsExactly(of(3, 0, "x").withHeaders(Echo.HEADERS), end(3, 1, Status.OK));
    assertThat(operator.metrics().count("duplicates")).isEqualTo(4);
  }

  @Test
  void aHigherAttemptMayBeginOutOfOrder() throws Exception {
    operator.push(of(1, 0, "a"), of(1, 2, "c"), of(3, 1, "y"), end(3, 2, Status.OK));
    assertThat(operator.output()).containsExactly(end(1, 0, REPLACED).withHeaders(Echo.HEADERS));
    operator.push(of(1, 1, "b"), of(3, 0, "x"));
    assertThat(operator.output())
        .containsExactly(
            of(3, 0, "x").withHeaders(Echo.HEADERS), of(3, 1, "y"), end(3, 2, Status.OK));
  }

  @Test
  void aHigherAttemptReopensARequestThatEnded() throws Exception {
    operator.push(of(1, 0, "a").asLast());
    operator.push(of(3, 0, "x").asLast());
    assertThat(operator.output())
        .containsExactly(
            of(1, 0, "a").withHeaders(Echo.HEADERS),
            end(1, 1, Status.OK),
            of(3, 0, "x").withHeaders(Echo.HEADERS),
            end(3, 1, Status.OK));
    operator.at(301_000);
    assertThat(operator.left()).isEqualTo("0 states, 0 timers");
  }

  @Test
  void aCancelledHigherAttemptEndsTheOneBefore() throws Exception {
    Status cancelled = Status.Code.CANCELLED.because("not wanted");
    operator.push(of(1, 0, "a"), end(3, 5, cancelled));
    assertThat(operator.output())
        .containsExactly(end(1, 0, REPLACED).withHeaders(Echo.HEADERS), end(3, 0, cancelled));
  }

  @Test
  void theTimeOfTheNewAttemptCountsFromItsBeginning() throws Exception {
    operator.push(of(1, 0, "a")).at(290_000).push(of(3, 0, "x")).at(500_000);
    assertThat(operator.output()).containsExactly(end(1, 0, REPLACED).withHeaders(Echo.HEADERS));
    operator.at(590_000);
    assertThat(operator.output())
        .containsExactly(end(
                3,
                0,
                Status.Code.DEADLINE_EXCEEDED.because("no message came for PT5M, the limit 'idle'"))
            .withHeaders(Echo.HEADERS));
  }
}
