package io.millrace.flink;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.Message;
import io.millrace.core.Status;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RequestMetricsTest {

  private final RequestHarness<String> operator;

  RequestMetricsTest() throws Exception {
    operator = RequestHarness.echo(Placement.alone(false));
  }

  @AfterEach
  void close() throws Exception {
    operator.close();
  }

  private long count(String metric) {
    return operator.metrics().count(metric);
  }

  @Test
  void everyMessageIsCountedInAndOut() throws Exception {
    operator.push(Message.of("r", 0, "a"), Message.of("r", 0, "a"), Message.of("r", 1, "b"));
    operator.push(Message.end("r", 2));
    assertThat(count("messagesIn")).isEqualTo(4);
    assertThat(count("messagesOut")).isEqualTo(3);
    assertThat(count("duplicates")).isEqualTo(1);
    assertThat(count("gaps")).isZero();
  }

  @Test
  void requestsAreInFlightUntilTheyCompleteOrFail() throws Exception {
    operator.push(Message.of("r", 0, "a"), Message.of("s", 0, "x"), Message.of("t", 3, "w"));
    assertThat(operator.metrics().gauge("requestsInFlight")).isEqualTo(3L);
    operator.push(Message.end("r", 1), Message.of("s", 1, "!next"));
    operator.push(Message.end("t", 0, Status.Code.CANCELLED.because("not wanted")));
    assertThat(operator.metrics().gauge("requestsInFlight")).isEqualTo(0L);
    assertThat(count("requestsStarted")).isEqualTo(3);
    assertThat(count("requestsCompleted")).isEqualTo(1);
    assertThat(count("requestsFailed")).isEqualTo(2);
  }

  @Test
  void anAttemptIsARequestOfItsOwn() throws Exception {
    operator.push(Message.of("r", 0, "a"), Message.of("r", 0, "a").withAttempt(1));
    assertThat(count("requestsStarted")).isEqualTo(2);
    assertThat(count("requestsFailed")).isEqualTo(1);
    assertThat(operator.metrics().gauge("requestsInFlight")).isEqualTo(1L);
  }

  @Test
  void theClockGoingBackHarmsNoCount() throws Exception {
    operator.at(5_000).push(Message.of("r", 0, "a"));
    operator.at(2_000).push(Message.of("r", 1, "b"), Message.of("r", 2, "c"));
    assertThat(operator.metrics().gauge("requestsInFlight")).isEqualTo(1L);
  }

  @Test
  void theTimeToTheFirstOutputIsTakenOncePerRequest() throws Exception {
    operator.push(Message.of("r", 0, "a"), Message.end("s", 0)).at(1_250);
    operator.push(Message.of("r", 1, "b"), Message.of("r", 2, "c"), Message.end("r", 3));
    assertThat(operator.metrics().histogram("timeToFirstOutputMs").getCount()).isEqualTo(1);
    assertThat(
            operator.metrics().histogram("timeToFirstOutputMs").getStatistics().getMax())
        .isEqualTo(250);
  }

  @Test
  void allMetricsAreInOneGroup() {
    for (String name : new String[] {
      "messagesIn",
      "messagesOut",
      "duplicates",
      "gaps",
      "requestsStarted",
      "requestsCompleted",
      "requestsFailed",
      "requestsInFlight",
      "timeToFirstOutputMs"
    }) {
      assertThat(operator.metrics().scope(name)).endsWith(".millrace." + name);
    }
  }
}
