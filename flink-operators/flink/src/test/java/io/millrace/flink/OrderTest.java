package io.millrace.flink;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.Message;
import io.millrace.core.Origin;
import io.millrace.core.Parameters;
import io.millrace.core.Status;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

@ParameterizedClass
@ValueSource(booleans = {false, true})
class OrderTest {

  private final Placement placement;
  private RequestHarness<String> operator;

  OrderTest(boolean objectReuse) throws Exception {
    placement = Placement.alone(objectReuse);
    operator = RequestHarness.echo(placement);
  }

  @AfterEach
  void close() throws Exception {
    operator.close();
  }

  private void limit(RequestLimits limits) throws Exception {
    operator.close();
    operator = RequestHarness.echo(placement, limits);
  }

  private static Message<String> unsequenced(String payload, int partition, long offset) {
    return new Message<>(
        "r",
        0,
        Message.UNSEQUENCED,
        payload,
        Parameters.NONE,
        Map.of(),
        false,
        Status.OK,
        new Origin("t", partition, offset));
  }

  @Test
  void earlyMessagesWaitForTheirTurn() throws Exception {
    operator.push(Message.of("r", 2, "c"), Message.of("r", 1, "b"), Message.end("r", 3));
    assertThat(operator.output()).isEmpty();
    operator.push(Message.of("r", 0, "a"));
    assertThat(operator.output())
        .containsExactly(
            Echo.first("r", "a"),
            Message.of("r", 1, "b"),
            Message.of("r", 2, "c"),
            Message.end("r", 3));
    assertThat(operator.letters()).isEmpty();
  }

  @Test
  void aGapThatFillsTheBufferEndsTheRequest() throws Exception {
    limit(RequestLimits.DEFAULT.withEarly(2));
    operator.push(Message.of("r", 0, "a"), Message.of("r", 3, "d"), Message.of("r", 4, "e"));
    assertThat(operator.output()).isEmpty();
    operator.push(Message.of("r", 5, "f"), Message.of("r", 1, "b"));
    Status lost = Status.Code.DATA_LOSS.because(
        "messages 1 to 2 did not come: more than 2 later ones came, the limit 'early'");
    assertThat(operator.output())
        .containsExactly(Message.<String>end("r", 0, lost).withHeaders(Echo.HEADERS));
    assertThat(operator.letters()).containsExactly("r/0 null--1@-1..-1 " + lost);
  }

  @Test
  void aGapThatLastsTooLongEndsTheRequest() throws Exception {
    operator.push(Message.of("r", 1, "b").withOrigin(new Origin("t", 3, 7)));
    operator.at(30_999);
    assertThat(operator.output()).isEmpty();
    operator.at(31_000);
    Status lost = Status.Code.DATA_LOSS.because(
        "message 0 did not come: it was waited for PT30S, the limit 'gap'");
    assertThat(operator.output()).containsExactly(Message.end("r", 0, lost));
    assertThat(operator.letters()).containsExactly("r/0 t-3@7..7 " + lost);
    assertThat(operator.metrics().count("gaps")).isEqualTo(1);
  }

  @Test
  void aGapIsTimedFromItsOwnBeginning() throws Exception {
    operator.push(Message.of("r", 1, "b"), Message.of("r", 3, "d"));
    operator.at(21_000).push(Message.of("r", 0, "a"));
    assertThat(operator.output()).containsExactly(Echo.first("r", "a"));
    operator.at(50_999);
    assertThat(operator.output()).isEmpty();
    operator.at(51_000);
    assertThat(operator.output())
        .containsExactly(Message.end(
            "r",
            1,
            Status.Code.DATA_LOSS.because(
                "message 2 did not come: it was waited for PT30S, the limit 'gap'")));
  }

  @Test
  void aSkippedGapIsCountedAndTheRequestGoesOn() throws Exception {
    limit(RequestLimits.DEFAULT.withEarly(1).withGapPolicy(GapPolicy.SKIP));
    operator.push(Message.of("r", 0, "a"), Message.of("r", 2, "c"), Message.of("r", 4, "e"));
    assertThat(operator.output()).containsExactly(Echo.first("r", "a"));
    operator.push(Message.of("r", 1, "late"));
    operator.at(31_000).push(Message.end("r", 5));
    assertThat(operator.output())
        .containsExactly(Message.of("r", 1, "c"), Message.of("r", 2, "e"), Message.end("r", 3));
    assertThat(operator.metrics().count("gaps")).isEqualTo(2);
    assertThat(operator.metrics().count("duplicates")).isEqualTo(1);
    assertThat(operator.letters()).isEmpty();
  }

  @Test
  void aGapAtTheBeginningCanBeSkippedToo() throws Exception {
    limit(RequestLimits.DEFAULT.withGapPolicy(GapPolicy.SKIP).withGap(Duration.ofSeconds(1)));
    operator.push(Message.of("r", 5, "f"), Message.end("r", 6)).at(2_000);
    assertThat(operator.output()).containsExactly(Echo.first("r", "f"), Message.end("r", 1));
  }

  @Test
  void sequencesCanBeAsHighAsTheyGo() throws Exception {
    limit(RequestLimits.DEFAULT.withEarly(1).withGapPolicy(GapPolicy.SKIP));
    long top = Long.MAX_VALUE;
    operator.push(Message.of("r", top - 2, "y"), Message.of("r", top - 1, "z"));
    operator.push(
        Message.of("r", top - 1, "z"), Message.of("r", 0, "a"), Message.of("r", top, "!"));
    Status last =
        Status.Code.OUT_OF_RANGE.because("a message's place must be less than 9223372036854775807");
    assertThat(operator.output()).containsExactly(Echo.first("r", "y"), Message.end("r", 1, last));
    assertThat(operator.metrics().count("duplicates")).isEqualTo(2);
  }

  @Test
  void messagesWithoutSequenceAreTakenAsTheyComeAndDuplicatesDropped() throws Exception {
    operator.push(
        unsequenced("a", 1, 40),
        unsequenced("b", 1, 50),
        unsequenced("a", 1, 40),
        unsequenced("b", 1, 50),
        unsequenced("c", 1, 51).asLast());
    assertThat(operator.output())
        .containsExactly(
            Echo.first("r", "a").withOrigin(new Origin("t", 1, 50)),
            Message.of("r", 1, "b").withOrigin(new Origin("t", 1, 51)),
            Message.of("r", 2, "c").withOrigin(new Origin("t", 1, 51)),
            Message.<String>end("r", 3).withOrigin(new Origin("t", 1, 51)));
    assertThat(operator.metrics().count("duplicates")).isEqualTo(2);
  }

  @Test
  void messagesWithoutSequenceComeFromOnePartition() throws Exception {
    operator.push(unsequenced("a", 1, 40), unsequenced("b", 1, 41), unsequenced("c", 2, 42));
    Status moved = Status.Code.FAILED_PRECONDITION.because(
        "messages without a sequence must come from one partition but came from t-1@40 and then"
            + " t-2@42");
    assertThat(operator.output())
        .containsExactly(
            Echo.first("r", "a").withOrigin(new Origin("t", 1, 41)), Message.end("r", 1, moved));
    assertThat(operator.letters()).containsExactly("r/0 t-1@40..41 " + moved);
  }

  @Test
  void aRequestIsSequencedOrNot() throws Exception {
    operator.push(unsequenced("a", 1, 40), Message.of("r", 1, "b"));
    operator.push(Message.of("s", 0, "a"));
    Message<String> mixed = unsequenced("b", 1, 41);
    operator.push(new Message<>(
        "s", 0, -1, "b", Parameters.NONE, Map.of(), false, Status.OK, mixed.origin()));
    assertThat(operator.output())
        .containsExactly(
            Message.<String>end(
                    "r",
                    0,
                    Status.Code.FAILED_PRECONDITION.because(
                        "message has sequence 1 but the request began without"))
                .withHeaders(Echo.HEADERS),
            Message.<String>end(
                    "s",
                    0,
                    Status.Code.FAILED_PRECONDITION.because(
                        "message t-1@41 has no sequence but the request began with one"))
                .withHeaders(Echo.HEADERS));
  }

  @Test
  void requestsDoNotTouchEachOther() throws Exception {
    operator.push(Message.of("r", 0, "a"), Message.of("s", 0, "x"), Message.of("s", 2, "z"));
    operator.push(Message.end("r", 1), Message.of("s", 1, "y"), Message.end("s", 3));
    assertThat(operator.output())
        .containsExactly(
            Echo.first("r", "a"),
            Message.end("r", 1),
            Echo.first("s", "x"),
            Message.of("s", 1, "y"),
            Message.of("s", 2, "z"),
            Message.end("s", 3));
  }
}
