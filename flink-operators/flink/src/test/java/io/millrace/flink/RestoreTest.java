package io.millrace.flink;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.Message;
import io.millrace.core.Origin;
import io.millrace.core.Parameters;
import io.millrace.core.Status;
import io.millrace.flink.types.MessageTypes;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.CsvSource;

@ParameterizedClass
@CsvSource({"false, false", "true, false", "false, true"})
class RestoreTest {

  private static final OperatorSettings SETTINGS =
      new OperatorSettings("echo", RequestHarness.LIMITS, UnclaimedParameters.HAND_ON);

  /** Everything that state can hold: early messages, headers and parameters not yet sent, tombstones, attempts. */
  private static final List<Message<String>> INPUT = List.of(
      read("r", 0, "a", 0)
          .withParameters(Parameters.of(Map.<String, Object>of("times", 2, "other.x", 1.5))),
      read("s", 2, "z", 1),
      read("s", 1, "y", 2),
      read("r", 1, "b", 3),
      read("t", 0, "!next", 4),
      read("s", 0, "x", 5).withHeaders(Map.of("traceparent", "00-1")),
      read("r", 2, "c", 6).withAttempt(1),
      read("t", 1, "late", 7),
      read("r", 0, "d", 8).withAttempt(1),
      read("r", 1, "e", 9).withAttempt(1),
      read("s", 3, "w", 10).asLast(),
      read("r", 3, "f", 11).withAttempt(1).asLast());

  private final Placement placement;
  private final KeyedOperator<String> echo;

  RestoreTest(boolean objectReuse, boolean rocksdb) throws IOException {
    Placement alone = Placement.alone(objectReuse);
    placement = rocksdb ? alone.onRocksdb() : alone;
    echo = KeyedOperator.streamStream(SETTINGS, Echo::runner);
  }

  private static Message<String> read(String request, long sequence, String payload, long offset) {
    return Message.of(request, sequence, payload).withOrigin(new Origin("t", 0, offset));
  }

  private List<Message<String>> uninterrupted() throws Exception {
    RequestHarness<String> operator = RequestHarness.of(echo, placement);
    List<Message<String>> output = operator.push(INPUT).output();
    operator.close();
    return output;
  }

  @Test
  void aRestoreAtAnyElementGoesOnWithTheSameBytes() throws Exception {
    List<Message<String>> expected = uninterrupted();
    assertThat(expected).hasSize(13);
    assertThat(expected)
        .filteredOn(message -> message.requestId().equals("s"))
        .hasSize(5)
        .allSatisfy(message -> assertThat(message.headers()).containsEntry("traceparent", "00-1"));
    for (int at = 0; at <= INPUT.size(); at++) {
      RequestHarness<String> before = RequestHarness.of(echo, placement);
      List<Message<String>> output =
          new ArrayList<>(before.push(INPUT.subList(0, at)).output());
      OperatorSubtaskState snapshot = before.snapshot();
      // What comes after the snapshot is lost, and replayed.
      before.push(INPUT.subList(at, INPUT.size()));
      List<Message<String>> replayed = before.output();
      before.close();
      RequestHarness<String> after = RequestHarness.restored(echo, placement, 1, snapshot);
      List<Message<String>> rest = after.push(INPUT.subList(at, INPUT.size())).output();
      after.close();
      assertThat(bytes(rest)).as("restored at %s", at).isEqualTo(bytes(replayed));
      output.addAll(rest);
      assertThat(output).as("restored at %s", at).isEqualTo(expected);
    }
  }

  private static String bytes(List<Message<String>> messages) throws IOException {
    TypeSerializer<Message<String>> serializer =
        MessageTypes.of(String.class).createSerializer(new SerializerConfigImpl());
    DataOutputSerializer target = new DataOutputSerializer(256);
    for (Message<String> message : messages) {
      serializer.serialize(message, target);
    }
    return HexFormat.of().formatHex(target.getCopyOfBuffer());
  }

  @Test
  void oneTaskBecomesThreeAndThreeBecomeOne() throws Exception {
    RequestHarness<String> one = RequestHarness.of(echo, placement);
    List<Message<String>> output = new ArrayList<>(one.push(INPUT.subList(0, 4)).output());
    OperatorSubtaskState snapshot = one.snapshot();
    one.close();
    OperatorSubtaskState[] parts = new OperatorSubtaskState[3];
    for (int subtask = 0; subtask < 3; subtask++) {
      Placement third = placement.asSubtask(subtask, 3);
      RequestHarness<String> share = RequestHarness.restored(echo, third, 1, snapshot);
      List<Message<String>> mine =
          INPUT.subList(4, 8).stream().filter(third::owns).toList();
      output.addAll(share.push(mine).output());
      parts[subtask] = share.snapshot();
      share.close();
    }
    RequestHarness<String> again =
        RequestHarness.restored(echo, placement, 3, RequestHarness.together(parts));
    output.addAll(again.push(INPUT.subList(8, INPUT.size())).output());
    again.close();
    assertThat(output).containsExactlyInAnyOrderElementsOf(uninterrupted());
  }

  @Test
  void aSnapshotWrittenLaterHoldsWhatWasThereWhenItBegan() throws Exception {
    List<Message<String>> expected = uninterrupted();
    for (int at = 0; at <= INPUT.size(); at++) {
      RequestHarness<String> before = RequestHarness.of(echo, placement);
      List<Message<String>> output =
          new ArrayList<>(before.push(INPUT.subList(0, at)).output());
      RequestHarness.Snapshot snapshot = before.snapshotUnwritten();
      before.push(INPUT.subList(at, INPUT.size())).endInput();
      OperatorSubtaskState written = snapshot.write();
      before.close();
      RequestHarness<String> after = RequestHarness.restored(echo, placement, 1, written);
      output.addAll(after.push(INPUT.subList(at, INPUT.size())).output());
      after.close();
      assertThat(output).as("restored at %s", at).isEqualTo(expected);
    }
  }

  @Test
  void limitsCountAnewAfterARestore() throws Exception {
    RequestHarness<String> before = RequestHarness.of(echo, placement);
    before.push(Message.of("r", 0, "a"), Message.of("s", 1, "y"));
    OperatorSubtaskState snapshot = before.snapshot();
    before.close();
    RequestHarness<String> after = RequestHarness.restoredAt(10_000_000, echo, placement, snapshot);
    // The timers of before are due at once, and are the first that the task hears.
    after.at(10_000_001).at(10_030_000);
    assertThat(after.output()).isEmpty();
    after.at(10_030_001);
    assertThat(after.output())
        .containsExactly(Message.end(
            "s",
            0,
            Status.Code.DATA_LOSS.because(
                "message 0 did not come: it was waited for PT30S, the limit 'gap'")));
    after.at(10_300_000);
    assertThat(after.output()).isEmpty();
    after.at(10_300_001);
    assertThat(after.output())
        .containsExactly(Message.<String>end(
                "r",
                0,
                Status.Code.DEADLINE_EXCEEDED.because("no message came for PT5M, the limit 'idle'"))
            .withHeaders(Echo.HEADERS));
    assertThat(after.metrics().count("requestsFailed")).isEqualTo(2);
    assertThat(after.metrics().gauge("requestsInFlight")).isEqualTo(0L);
    after.close();
  }

  @Test
  void aTombstoneOutlivesARestoreAndIsThenForgotten() throws Exception {
    RequestHarness<String> before = RequestHarness.of(echo, placement);
    before.push(Message.unary("r", "a")).output();
    OperatorSubtaskState snapshot = before.snapshot();
    before.close();
    RequestHarness<String> after = RequestHarness.restored(echo, placement, 1, snapshot);
    assertThat(after.push(Message.unary("r", "a")).output()).isEmpty();
    after.at(301_000);
    assertThat(after.left()).isEqualTo("0 states, 0 timers");
    after.close();
  }
}
