package io.millrace.flink;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.Message;
import io.millrace.core.Origin;
import io.millrace.core.Parameters;
import io.millrace.core.Status;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** In BATCH a request's messages are there before any is taken, in no order. */
@ParameterizedClass
@ValueSource(booleans = {false, true})
class BatchOrderTest {

  private final RequestHarness<String> batch;
  private final RequestHarness<String> live;

  BatchOrderTest(boolean objectReuse) throws Exception {
    RequestLimits limits = RequestLimits.DEFAULT.withEarly(2);
    batch = RequestHarness.echo(Placement.alone(objectReuse).inBatch(), limits);
    live = RequestHarness.echo(Placement.alone(objectReuse), limits);
  }

  @AfterEach
  void close() throws Exception {
    batch.close();
    live.close();
  }

  private static Message<String> read(String request, long sequence, String payload, long offset) {
    return Message.of(request, sequence, payload).withOrigin(new Origin("t", 0, offset));
  }

  private static Message<String> cancelled(String request, long offset) {
    return Message.<String>end(request, 0, Status.Code.CANCELLED.because("not wanted"))
        .withOrigin(new Origin("t", 0, offset));
  }

  private static Message<String> unsequenced(String payload, long offset, boolean last) {
    return new Message<>(
        "line",
        0,
        -1,
        payload,
        Parameters.NONE,
        Map.of(),
        last,
        Status.OK,
        new Origin("t", 0, offset));
  }

  /** As it was read, in the order of the offsets. */
  private static final List<Message<String>> TOPIC = List.of(
      read("plain", 0, "a", 0),
      read("plain", 2, "c", 1),
      read("plain", 1, "b", 2),
      read("plain", 1, "other", 3),
      read("plain", 3, "d", 4).asLast(),
      read("cancelled", 0, "a", 5),
      read("cancelled", 1, "b", 6),
      cancelled("cancelled", 7),
      read("cancelled", 2, "c", 8),
      cancelled("cancelled", 9),
      read("over", 0, "a", 10).asLast(),
      cancelled("over", 11),
      cancelled("never", 12),
      read("never", 0, "a", 13),
      read("holed", 0, "a", 14),
      read("holed", 2, "c", 15),
      read("holed", 3, "d", 16),
      read("holed", 4, "e", 17),
      read("unended", 0, "a", 18),
      read("unended", 1, "b", 19),
      read("broken", 0, "a", 20),
      read("broken", 1, "!next", 21),
      read("broken", 2, "c", 22),
      unsequenced("x", 23, false),
      unsequenced("y", 24, false),
      unsequenced("z", 25, true));

  @Test
  void batchGivesTheBytesOfALiveRunInWhateverOrderItIsHandedThem() throws Exception {
    List<Message<String>> expected = live.push(TOPIC).endInput().output();
    List<Message<String>> shuffled = new ArrayList<>(TOPIC);
    Collections.shuffle(shuffled, new Random(5));
    batch.push(shuffled);
    assertThat(batch.output()).isEmpty();
    batch.endInput();
    assertThat(batch.output()).containsExactlyInAnyOrderElementsOf(expected);
    assertThat(batch.letters()).containsExactlyInAnyOrderElementsOf(live.letters());
    assertThat(batch.left()).isEqualTo("0 states, 0 timers");
  }

  @Test
  void onlyTheHighestAttemptIsTheSame() throws Exception {
    List<Message<String>> topic = List.of(
        read("r", 0, "draft", 0),
        read("r", 0, "a", 1).withAttempt(2),
        read("r", 1, "late", 2),
        read("r", 1, "b", 3).withAttempt(2).asLast());
    live.push(topic).endInput();
    batch.push(topic.get(3), topic.get(2), topic.get(1), topic.get(0)).endInput();
    Answers<String> answers = Answers.of(batch.output());
    assertThat(answers).isEqualTo(Answers.of(live.output()));
    assertThat(answers.elements("r")).containsExactly("a", "b");
  }

  @Test
  void aRequestThatIsNumberedInPartFailsWhereItDoesLive() throws Exception {
    List<Message<String>> topic = List.of(
        read("line", 0, "a", 0),
        read("line", 2, "c", 1),
        unsequenced("b", 2, false),
        read("line", 1, "d", 3).asLast());
    live.push(topic).endInput();
    batch.push(topic.get(3), topic.get(2), topic.get(1), topic.get(0)).endInput();
    assertThat(batch.output()).isEqualTo(live.output());
    assertThat(batch.letters()).isEqualTo(live.letters()).hasSize(1);
  }

  @Test
  void whatAFinishedRequestLeftIsNotTheNextOnes() throws Exception {
    batch.push(read("r", 0, "a", 0), read("r", 2, "c", 1)).endInput().output();
    batch.push(read("s", 0, "x", 2).asLast()).endInput();
    assertThat(batch.output())
        .containsExactly(
            Echo.first("s", "x").withOrigin(new Origin("t", 0, 2)),
            Message.<String>end("s", 1).withOrigin(new Origin("t", 0, 2)));
  }
}
