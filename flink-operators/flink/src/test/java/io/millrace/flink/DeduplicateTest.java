package io.millrace.flink;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.Message;
import io.millrace.core.Origin;
import io.millrace.core.Parameters;
import io.millrace.core.Status;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** A topic as a sink writes it at least once, read with each message once. */
@ParameterizedClass
@ValueSource(booleans = {false, true})
class DeduplicateTest {

  private static final RequestLimits LIMITS =
      RequestLimits.DEFAULT.withTombstone(Duration.ofMinutes(1)).withGap(Duration.ofSeconds(5));

  private final Placement placement;
  private final RequestHarness<String> operator;

  DeduplicateTest(boolean objectReuse) throws Exception {
    placement = Placement.alone(objectReuse);
    operator = RequestHarness.of(KeyedOperator.deduplicate(LIMITS), placement);
  }

  @AfterEach
  void close() throws Exception {
    operator.close();
  }

  private static Message<String> first(String request) {
    return Message.of(request, 0, "a")
        .withParameters(Parameters.of("threshold", 0.5))
        .withHeaders(Map.of("traceparent", "00-1"))
        .withOrigin(new Origin("t", 0, 0));
  }

  @Test
  void whatAReplayWritesAgainIsDroppedAndTheRestLeftAsItIs() throws Exception {
    Message<String> first = first("r");
    Message<String> second = Message.of("r", 1, "b");
    Message<String> end = Message.end("r", 2);
    operator.push(first, second, first, second, end, second, end);
    assertThat(operator.output()).containsExactly(first, second, end);
    assertThat(operator.metrics().count("duplicates")).isEqualTo(4);
    assertThat(operator.metrics().count("messagesOut")).isEqualTo(3);
    assertThat(operator.letters()).isEmpty();
  }

  @Test
  void aPayloadOnTheLastMessageStaysThere() throws Exception {
    operator.push(Message.unary("r", "a"), Message.unary("r", "a"));
    assertThat(operator.output()).containsExactly(Message.unary("r", "a"));
  }

  @Test
  void aHigherAttemptTakesThePlaceOfALowerOneWhoseEndStays() throws Exception {
    Message<String> aborted =
        Message.end("r", 1, Status.Code.ABORTED.because("attempt 1 took the place of attempt 0"));
    Message<String> again = Message.of("r", 0, "a").withAttempt(1);
    Message<String> end = Message.<String>end("r", 1).withAttempt(1);
    operator.push(first("r"), aborted, again, aborted, first("r"), again, end, first("r"));
    assertThat(operator.output()).containsExactly(first("r"), aborted, again, end);
    assertThat(operator.metrics().count("duplicates")).isEqualTo(4);
  }

  @Test
  void anAttemptWithoutAnEndGivesWayToo() throws Exception {
    Message<String> waiting = Message.of("r", 2, "c");
    Message<String> again = Message.of("r", 0, "a").withAttempt(1);
    operator.push(first("r"), waiting, again);
    assertThat(operator.output()).containsExactly(first("r"), waiting, again);
    assertThat(operator.metrics().gauge("requestsInFlight")).isEqualTo(1L);
  }

  @Test
  void aMessageThatComesBeforeAnEarlierOneWaitsForIt() throws Exception {
    operator.push(first("r"), Message.end("r", 2), Message.end("r", 2));
    assertThat(operator.output()).containsExactly(first("r"));
    operator.push(Message.of("r", 1, "b"));
    assertThat(operator.output()).containsExactly(Message.of("r", 1, "b"), Message.end("r", 2));
    assertThat(operator.metrics().count("duplicates")).isEqualTo(1);
  }

  @Test
  void whatDoesNotComeIsLeftOutAndTheRequestGoesOn() throws Exception {
    operator.push(Message.of("r", 7, "x"), Message.of("r", 8, "y"));
    assertThat(operator.output()).isEmpty();
    operator.at(6_000);
    assertThat(operator.output()).containsExactly(Message.of("r", 7, "x"), Message.of("r", 8, "y"));
    operator.push(Message.of("r", 3, "late"), Message.end("r", 9));
    assertThat(operator.output()).containsExactly(Message.end("r", 9));
    assertThat(operator.metrics().count("gaps")).isEqualTo(1);
    assertThat(operator.letters()).isEmpty();
  }

  @Test
  void aCancellationInOrderIsAMessageLikeAnyOtherAndOneOfItsOwnEndsTheRequest() throws Exception {
    Status status = Status.Code.CANCELLED.because("not wanted");
    operator.push(first("r"), Message.end("r", 2, status), Message.of("r", 1, "b"));
    assertThat(operator.output())
        .containsExactly(first("r"), Message.of("r", 1, "b"), Message.end("r", 2, status));
    operator.push(first("s"), Message.end("s", 0, status), Message.of("s", 1, "b"));
    assertThat(operator.output()).containsExactly(first("s"), Message.end("s", 0, status));
  }

  @Test
  void aMessageWithoutASequenceEndsItsRequest() throws Exception {
    Message<String> unsequenced = new Message<>(
        "r", 0, -1, "a", Parameters.NONE, Map.of(), false, Status.OK, new Origin("t", 3, 7));
    operator.push(unsequenced, unsequenced, first("s"), unsequenced);
    String why = "message t-3@7 has no sequence, and cannot be told from its duplicates";
    assertThat(operator.output())
        .containsExactly(
            Message.end("r", 0, Status.Code.FAILED_PRECONDITION.because(why)), first("s"));
    assertThat(operator.letters()).containsExactly("r/0 t-3@7..7 FAILED_PRECONDITION: " + why);
  }

  @Test
  void aRequestIsRememberedForAWhileAfterItsEnd() throws Exception {
    operator.push(Message.unary("r", "a")).output();
    operator.at(60_999).push(Message.unary("r", "a"));
    assertThat(operator.output()).isEmpty();
    assertThat(operator.left()).isEqualTo("1 states, 2 timers");
    operator.at(61_000);
    assertThat(operator.left()).isEqualTo("0 states, 0 timers");
  }

  @Test
  void aRequestWithoutAnEndIsForgottenInSilence() throws Exception {
    operator.push(first("r")).output();
    operator.at(61_000).at(62_000);
    assertThat(operator.output()).isEmpty();
    assertThat(operator.letters()).isEmpty();
    assertThat(operator.left()).isEqualTo("0 states, 0 timers");
    assertThat(operator.metrics().gauge("requestsInFlight")).isEqualTo(0L);
    assertThat(operator.metrics().count("requestsFailed")).isZero();
  }

  @Test
  void theEndOfTheInputAddsNothing() throws Exception {
    operator.push(first("r"), Message.of("r", 2, "c")).endInput();
    assertThat(operator.output()).containsExactly(first("r"), Message.of("r", 2, "c"));
    assertThat(operator.letters()).isEmpty();
    assertThat(operator.left()).isEqualTo("0 states, 0 timers");
  }

  @Test
  void whatWasHandedOnBeforeARestoreIsNotHandedOnAgainHoweverLongItTook() throws Exception {
    operator.push(first("open"), Message.unary("over", "a")).output();
    OperatorSubtaskState snapshot = operator.snapshot();
    RequestHarness<String> after = RequestHarness.restoredAt(
        10_000_000, KeyedOperator.deduplicate(LIMITS), placement, snapshot);
    // The timers of before are due at once, and what was written meanwhile is read behind them.
    after.at(10_000_001);
    after.push(first("open"), Message.unary("over", "a"), Message.end("open", 1));
    assertThat(after.output()).containsExactly(Message.end("open", 1));
    after.at(10_060_001);
    assertThat(after.left()).isEqualTo("0 states, 0 timers");
    after.close();
  }

  @Test
  void batchGivesWhatALiveRunGivesInWhateverOrderItIsHandedTheMessages() throws Exception {
    List<Message<String>> topic = new ArrayList<>();
    for (int offset = 0; offset < 40; offset++) {
      // Three times back to an earlier message, as after three failures.
      long sequence = offset - 5L * (offset / 10);
      topic.add(Message.of("r", sequence, "m" + sequence).withOrigin(new Origin("t", 0, offset)));
    }
    topic.add(Message.<String>end("r", 25).withOrigin(new Origin("t", 0, 40)));
    List<Message<String>> live = operator.push(topic).endInput().output();
    assertThat(live)
        .extracting(Message::sequence)
        .doesNotHaveDuplicates()
        .hasSize(26)
        .isSorted();
    Collections.shuffle(topic, new Random(7));
    RequestHarness<String> batch =
        RequestHarness.of(KeyedOperator.deduplicate(LIMITS), placement.inBatch());
    assertThat(batch.push(topic).endInput().output()).isEqualTo(live);
    assertThat(batch.left()).isEqualTo("0 states, 0 timers");
    batch.close();
  }
}
