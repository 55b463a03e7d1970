package io.millrace.flink;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.Message;
import io.millrace.core.Origin;
import io.millrace.core.Parameters;
import io.millrace.core.task.Flavor;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;

/**
 * The keyed operator, with all that its state can hold: a request under way with parameters and headers not yet sent, one
 * that waits for earlier messages, one that ended, one in its third attempt.
 */
record KeptRequests<OE>(
    KeyedOperator<OE> operator,
    List<Message<String>> before,
    List<Message<String>> after,
    List<Message<OE>> answer)
    implements KeptState {

  private static final Map<String, String> TRACE = Map.of("traceparent", "00-1");

  private static final List<Message<String>> BEFORE = List.of(
      read("r", 0, "a", 0)
          .withParameters(Parameters.of(Map.<String, Object>of("times", 2, "other.x", 1.5)))
          .withHeaders(TRACE),
      read("s", 2, "z", 1),
      read("t", 0, "x", 2).asLast(),
      read("u", 0, "p", 3).withAttempt(3));

  private static final List<Message<String>> AFTER = List.of(
      read("r", 1, "b", 4),
      Message.end("r", 2),
      read("s", 0, "x", 5),
      read("s", 1, "y", 6).asLast(),
      read("t", 0, "x", 2).asLast(),
      read("u", 0, "q", 7).withAttempt(2),
      Message.<String>end("u", 1).withAttempt(3));

  private static Message<String> read(String request, long sequence, String payload, long offset) {
    return Message.of(request, sequence, payload).withOrigin(new Origin("t", 0, offset));
  }

  private static OperatorSettings settings() {
    return new OperatorSettings("echo", RequestLimits.DEFAULT, UnclaimedParameters.HAND_ON);
  }

  static KeptState streamStream() throws Exception {
    return new KeptRequests<>(
        KeyedOperator.streamStream(settings(), Echo::runner),
        BEFORE,
        AFTER,
        List.of(
            handedOn("aa"),
            Message.of("r", 1, "bb").withHeaders(TRACE),
            Message.<String>end("r", 2).withHeaders(TRACE),
            Echo.first("s", "x"),
            Message.of("s", 1, "y"),
            Message.end("s", 2),
            Echo.first("u", "p").withAttempt(3),
            Message.<String>end("u", 1).withAttempt(3)));
  }

  /** With the module's own accumulator, or with that of the task's translator over its stream. */
  static KeptState streamUnary(Flavor implemented) throws Exception {
    return new KeptRequests<>(
        KeyedOperator.streamUnary(settings(), () -> Echo.runner(Set.of(implemented))),
        BEFORE,
        AFTER,
        List.of(
            handedOn("aabb"),
            Message.<String>end("r", 1).withHeaders(TRACE),
            Echo.first("s", "xy"),
            Message.end("s", 1),
            Echo.first("u", "p").withAttempt(3),
            Message.<String>end("u", 1).withAttempt(3)));
  }

  static KeptState deduplicate() {
    return new KeptRequests<>(
        KeyedOperator.deduplicate(RequestLimits.DEFAULT),
        BEFORE,
        AFTER,
        List.of(AFTER.get(0), AFTER.get(1), AFTER.get(2), AFTER.get(3), AFTER.get(6)));
  }

  private static Message<String> handedOn(String text) {
    return Message.of("r", 0, text)
        .withHeaders(Map.of("module.echo", "echo:1.0.0", "traceparent", "00-1"))
        .withParameters(Parameters.of("other.x", 1.5));
  }

  @Override
  public List<OperatorSubtaskState> halfway(Placement placement) throws Exception {
    RequestHarness<OE> harness = RequestHarness.of(operator, placement);
    harness.push(before);
    OperatorSubtaskState snapshot = harness.snapshot();
    harness.close();
    return List.of(snapshot);
  }

  @Override
  public void goesOn(Placement placement, List<OperatorSubtaskState> snapshots) throws Exception {
    RequestHarness<OE> harness = RequestHarness.restored(operator, placement, 1, snapshots.get(0));
    List<Message<OE>> output = harness.push(after).output();
    harness.close();
    // Where a message was read is not kept of it.
    assertThat(output)
        .usingRecursiveFieldByFieldElementComparatorIgnoringFields("origin")
        .containsExactlyElementsOf(answer);
  }
}
