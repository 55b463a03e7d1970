package io.millrace.flink;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.Message;
import io.millrace.core.Parameters;
import io.millrace.core.Status;
import io.millrace.core.task.ModuleRunner;
import io.millrace.core.task.StreamStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;

/** A module in the middle of a text, of which it holds a part: what it keeps is in savepoints too. */
record KeptModule<O, OE>(Subject<O, OE> subject) implements KeptState {

  private static final String HEAD =
      "Write to anna@example.com. Grüße 😀\r\nOr call 192.168.1.1, or email anna@exam";
  private static final String TAIL = "ple.org! Call 4111 1111 1111 1111.";

  private KeyedOperator<OE> operator() throws IOException {
    return KeyedOperator.streamStream(
        new OperatorSettings("task", RequestLimits.DEFAULT, UnclaimedParameters.REFUSE),
        subject.runner());
  }

  @Override
  public List<OperatorSubtaskState> halfway(Placement placement) throws Exception {
    RequestHarness<OE> harness = RequestHarness.of(operator(), placement);
    harness.push(Message.of("r", 0, HEAD));
    OperatorSubtaskState snapshot = harness.snapshot();
    harness.close();
    return List.of(snapshot);
  }

  @Override
  public void goesOn(Placement placement, List<OperatorSubtaskState> snapshots) throws Exception {
    RequestHarness<OE> harness =
        RequestHarness.restored(operator(), placement, 1, snapshots.get(0));
    harness.push(Message.of("r", 1, TAIL), Message.end("r", 2));
    List<Message<OE>> output = harness.output();
    harness.close();
    List<OE> whole;
    try (ModuleRunner<String, String, O, OE> plain = subject.runner().get()) {
      whole = plainly(plain.streamStream());
    }
    Message<OE> end = output.remove(output.size() - 1);
    int first = (int) (output.isEmpty() ? end : output.get(0)).sequence();
    assertThat(end.status()).isEqualTo(Status.OK);
    assertThat(end.sequence()).isEqualTo(whole.size());
    assertThat(output)
        .isNotEmpty()
        .extracting(message -> Objects.requireNonNull(message.payload()))
        .isEqualTo(whole.subList(first, whole.size()));
  }

  private static <S, OE> List<OE> plainly(StreamStream<String, S, OE> flavor) {
    List<OE> all = new ArrayList<>();
    S begun = flavor.next(flavor.open(Parameters.NONE), HEAD, all::add);
    flavor.end(flavor.next(begun, TAIL, all::add), all::add);
    return all;
  }
}
