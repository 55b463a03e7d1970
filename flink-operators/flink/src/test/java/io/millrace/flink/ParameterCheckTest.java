package io.millrace.flink;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.Message;
import io.millrace.core.Origin;
import io.millrace.core.Parameter;
import io.millrace.core.Parameters;
import io.millrace.core.Status;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@SuppressWarnings("NullAway.Init") // set before each test
class ParameterCheckTest {

  private PipelineHarness<String> check;

  @BeforeEach
  void open() throws Exception {
    Parameter<Long> times = Parameter.ofLong("times", 1, 1, 9);
    check = PipelineHarness.of(
        Doors.open().checkParameters("known", Map.of("left", List.of(times), "right", List.of())),
        Placement.alone(true));
  }

  @AfterEach
  void close() throws Exception {
    check.close();
  }

  @Test
  void passesOnWhatSomeOperatorReads() throws Exception {
    Message<String> plain = Message.of("r", 0, "a");
    Message<String> unqualified = plain.withParameters(Parameters.of("times", 2));
    Message<String> qualified = plain.withParameters(Parameters.of("left.times", 2));
    Message<String> later = Message.of("r", 1, "b");

    check.push(plain, unqualified, qualified, later);

    assertThat(check.output()).containsExactly(plain, unqualified, qualified, later);
    assertThat(check.letters()).isEmpty();
  }

  @Test
  void endsARequestWithAParameterThatNobodyReads() throws Exception {
    Origin origin = new Origin("t", 0, 7);
    check.push(Message.of("r", 0, "a")
        .withOrigin(origin)
        .withParameters(Parameters.of(Map.of("times", 2, "right.times", 3, "speed", 4))));

    Status refused = Status.Code.INVALID_ARGUMENT.because(
        "parameters [right.times, speed] are read by no operator; known are [left.times, times]");
    assertThat(check.output())
        .containsExactly(Message.<String>end("r", 0, refused).withOrigin(origin));
    assertThat(check.letters()).containsExactly("r in known: " + refused);
  }
}
