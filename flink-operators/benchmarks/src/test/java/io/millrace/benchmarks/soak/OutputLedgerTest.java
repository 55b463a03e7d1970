package io.millrace.benchmarks.soak;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.Message;
import io.millrace.core.Status;
import io.millrace.core.task.ModuleRunner;
import io.millrace.kafka.envelope.MessageEncoder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A soak is worth what its ledger sees: each thing that can go wrong with an output is done here, and must be counted. */
class OutputLedgerTest {

  private static final Map<String, String> HEADERS = Map.of("module.masking", "masking:1.0.0");

  private final MessageEncoder<String> encoder = MessageEncoder.of(String.class);
  private final ModuleRunner<String, String, String, String> masking = SoakModules.masking();
  private final Answers<String, String> answers = new Answers<>("masking", masking, String.class);
  private final OutputLedger<String> ledger = new OutputLedger<>("masked", String.class);
  private final Scripts scripts = new Scripts(7);

  @ParameterizedTest
  @EnumSource(Trouble.class)
  void hasNothingToSayOfWhatPlainJavaAnswers(Trouble trouble) {
    Script script = expected(trouble);
    outputs(script).forEach(this::take);

    OutputLedger.Tally tally = ledger.tally();

    assertThat(tally.complaints()).isEmpty();
    assertThat(List.of(tally.lost(), tally.duplicated(), tally.wrong())).containsOnly(0L);
    assertThat(tally.waiting()).isZero();
    assertThat(tally.ends())
        .containsOnlyKeys(
            trouble == Trouble.NONE ? "OK" : trouble.end().name() + " " + trouble.name());
  }

  @Test
  void countsEachMessageThatDidNotComeAsLost() {
    List<Message<String>> all = outputs(expected(Trouble.NONE));
    all.subList(0, all.size() - 2).forEach(this::take);

    assertThat(ledger.tally().lost()).isEqualTo(2);
    assertThat(ledger.tally().waiting()).isEqualTo(1);
    assertThat(ledger.tally().complaints())
        .containsExactly("masked: 2 messages of request-0 (NONE) did not come");
  }

  @Test
  void countsAMessageThatIsHandedOverTwiceAlsoWhenItsRequestIsComplete() {
    List<Message<String>> all = outputs(expected(Trouble.NONE));
    take(all.get(0));
    take(all.get(0));
    all.subList(1, all.size()).forEach(this::take);
    take(all.get(0));

    assertThat(ledger.tally().duplicated()).isEqualTo(2);
    assertThat(ledger.tally().wrong()).isZero();
    assertThat(ledger.tally().lost()).isZero();
  }

  @Test
  void countsOtherBytesAsWrong() {
    List<Message<String>> all = outputs(expected(Trouble.NONE));
    take(all.get(0).withPayload("other"));

    assertThat(ledger.tally().wrong()).isEqualTo(1);
    assertThat(ledger.tally().lost()).isEqualTo(all.size() - 1);
  }

  @Test
  void countsARequestThatFailsAndMustNotAsWrongAndLost() {
    List<Message<String>> all = outputs(expected(Trouble.NONE));
    take(all.get(0));
    take(Message.end(
        all.get(0).requestId(), 1, Status.Code.DEADLINE_EXCEEDED.because("no message came")));

    assertThat(ledger.tally().wrong()).isEqualTo(1);
    assertThat(ledger.tally().lost()).isEqualTo(all.size() - 2);
  }

  @Test
  void countsARequestThatFailsForAnotherReasonAsWrong() {
    List<Message<String>> all = outputs(expected(Trouble.GAP));
    Message<String> end = all.remove(all.size() - 1);
    all.forEach(this::take);
    take(end.endingWith(Status.Code.DEADLINE_EXCEEDED.because("no message came")));

    assertThat(ledger.tally().wrong()).isEqualTo(1);
  }

  @Test
  void holdsAFailureToPlainJavaInAllButItsWords() {
    List<Message<String>> all = outputs(expected(Trouble.GAP));
    Message<String> end = all.remove(all.size() - 1);
    all.forEach(this::take);
    ledger.take(end, encoder.encode(end)); // without the trace

    assertThat(ledger.tally().wrong()).isEqualTo(1);
  }

  @Test
  void countsOneThatIsHandedOverBeforeItsTurnAsWrong() {
    List<Message<String>> all = new ArrayList<>(outputs(expected(Trouble.NONE)));
    Collections.swap(all, 1, 2);
    all.forEach(this::take);

    assertThat(ledger.tally().wrong()).isEqualTo(1);
    assertThat(ledger.tally().lost()).isZero();
    assertThat(ledger.tally().complaints())
        .first()
        .asString()
        .endsWith(" came before what must come before it");
  }

  @Test
  void countsWhatIsBehindAnEndAsWrong() {
    List<Message<String>> all = outputs(expected(Trouble.NONE));
    take(Message.of(all.get(0).requestId(), all.size(), "more"));

    assertThat(ledger.tally().wrong()).isEqualTo(1);
  }

  @Test
  void countsARequestThatNobodyWroteAndARecordThatIsNoMessageAsWrong() {
    take(Message.of("ghost", 0, "boo"));
    ledger.refuse("no envelope");

    assertThat(ledger.tally().wrong()).isEqualTo(2);
    assertThat(ledger.tally().complaints()).last().isEqualTo("masked: no envelope");
  }

  @Test
  void wantsTheHighestAttemptWholeAndOfALowerOneOnlyThatItIsRight() {
    List<Message<String>> all = outputs(expected(Trouble.RETRIED));
    all.stream().filter(message -> message.attempt() == 1).forEach(this::take);
    assertThat(ledger.tally().waiting()).isZero();

    ledger.expect(answers.of(scripts.next(Trouble.RETRIED)));
    take(Message.of("request-1", 0, "other"));
    assertThat(ledger.tally().wrong()).isEqualTo(1);
  }

  private Script expected(Trouble trouble) {
    Script script = scripts.next(trouble);
    ledger.expect(answers.of(script));
    return script;
  }

  private void take(Message<String> message) {
    Map<String, String> headers = new HashMap<>(Scripts.trace(message.requestId()));
    if (message.sequence() == 0) {
      headers.putAll(HEADERS);
    }
    Message<String> told = message.withHeaders(headers);
    ledger.take(told, encoder.encode(told));
  }

  private List<Message<String>> outputs(Script script) {
    List<Message<String>> messages = new ArrayList<>();
    for (Attempt attempt : script.attempts()) {
      List<String> pieces = pieces(attempt);
      for (int i = 0; i < pieces.size(); i++) {
        messages.add(Message.of(script.id(), i, pieces.get(i)).withAttempt(attempt.number()));
      }
      Status end =
          attempt.end() == Status.Code.OK ? Status.OK : attempt.end().because("in other words");
      messages.add(
          Message.<String>end(script.id(), pieces.size(), end).withAttempt(attempt.number()));
    }
    return messages;
  }

  /** What comes out for an attempt: of one that fails, all that a longer text does not take back. */
  private List<String> pieces(Attempt attempt) {
    Stream<String> text = attempt.elements().stream();
    if (attempt.end() == Status.Code.OK) {
      return masking.streamStream(text).toList();
    }
    AtomicBoolean over = new AtomicBoolean();
    List<String> pieces = new ArrayList<>();
    masking
        .streamStream(Stream.concat(text, Stream.of("").peek(end -> over.set(true))))
        .forEach(piece -> {
          if (!over.get()) {
            pieces.add(piece);
          }
        });
    return pieces;
  }
}
