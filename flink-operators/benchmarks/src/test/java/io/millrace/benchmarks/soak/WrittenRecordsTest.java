package io.millrace.benchmarks.soak;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.Message;
import io.millrace.core.Status;
import io.millrace.kafka.envelope.MessageEncoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

/** What a reader drops is shown to the ledger too: whatever of a record differs from what must be there is wrong. */
class WrittenRecordsTest {

  private static final Map<String, String> TRACE = Scripts.trace("r");

  private static final Message<String> FIRST = Message.of("r", 0, "some ").withHeaders(TRACE);
  private static final Message<String> MESSAGE = Message.of("r", 1, "text").withHeaders(TRACE);
  private static final Message<String> END = Message.<String>end("r", 2).withHeaders(TRACE);

  private final MessageEncoder<String> encoder = MessageEncoder.of(String.class);
  private final OutputLedger<String> ledger = new OutputLedger<>("masked", String.class);
  private final Contents<String> contents = new Contents<>(String.class);
  private long offset;

  @Test
  void hasNothingToSayOfEachRecordInItsTurn() {
    expect(FIRST, MESSAGE, END);
    Stream.of(FIRST, MESSAGE, END).forEach(this::write);

    assertThat(ledger.tally().complaints())
        .containsExactly("masked: 3 messages of r (NONE) did not come");
    assertThat(ledger.tally().again()).isZero();
    assertThat(ledger.tally().wrong()).isZero();
  }

  @Test
  void countsASecondEndBehindTheEndAsWrong() {
    expect(FIRST, MESSAGE, END);
    Stream.of(FIRST, MESSAGE, END).forEach(this::write);
    Message<String> surplus = Message.<String>end("r", 3).withHeaders(TRACE);
    write(surplus);

    assertThat(ledger.tally().wrong()).isEqualTo(1);
    assertThat(ledger.tally().complaints())
        .first()
        .isEqualTo("masked: " + surplus + " at partition 0, offset 3 is surplus");
  }

  @Test
  void countsAPieceBehindTheEndAsWrongAlsoWhileAnEndIsAwaited() {
    expect(FIRST, END);
    write(Message.of("r", 5, "more").withHeaders(TRACE));

    assertThat(ledger.tally().wrong()).isEqualTo(1);
  }

  @Test
  void countsAPieceOfALowerAttemptAsWrongWhenTheHigherOneIsWhole() {
    Message<String> whole = Message.<String>end("r", 0).withAttempt(1).withHeaders(TRACE);
    Message<String> aborted =
        Message.<String>end("r", 1, Status.Code.ABORTED.because("late")).withHeaders(TRACE);
    expect(Trouble.RETRIED, List.of(answer(0, FIRST, aborted), answer(1, whole)));
    write(FIRST);
    write(whole);
    write(FIRST);
    assertThat(ledger.tally().wrong()).isZero();

    write(aborted);
    assertThat(ledger.tally().wrong()).isEqualTo(1);
  }

  @Test
  void countsOtherContentsAsWrongAlsoWhereTheyAreWrittenFirst() {
    expect(FIRST, MESSAGE, END);
    Message<String> other = FIRST.withPayload("other");
    write(other);

    assertThat(ledger.tally().wrong()).isEqualTo(1);
    assertThat(ledger.tally().complaints())
        .first()
        .isEqualTo("masked: " + other + " at partition 0, offset 0 is not what plain Java answers");
  }

  @Test
  void countsOneThatIsWrittenBeforeItsTurnAsWrong() {
    expect(FIRST, MESSAGE, END);
    Stream.of(MESSAGE, FIRST, END).forEach(this::write);

    assertThat(ledger.tally().wrong()).isEqualTo(1);
    assertThat(ledger.tally().complaints())
        .first()
        .isEqualTo("masked: " + MESSAGE
            + " at partition 0, offset 0 came before what must come before it");
  }

  @Test
  void countsARecordOfARequestThatNobodyWroteAsWrong() {
    write(FIRST);

    assertThat(ledger.tally().wrong()).isEqualTo(1);
  }

  @Test
  void takesTheSameBytesAndCountsThem() {
    expect(FIRST, END);
    for (int i = 0; i < 3; i++) {
      write(FIRST);
    }

    assertThat(ledger.tally().again()).isEqualTo(2);
    assertThat(ledger.tally().wrong()).isZero();
  }

  @Test
  void countsOneOtherByteOfTheValueAsWrongAlsoWhereTheMessageIsTheSame() {
    expect(FIRST, END);
    byte[] value = encoder.encode(FIRST);
    compare("r", TRACE, value.clone(), FIRST);
    value[value.length - 1]++;
    compare("r", TRACE, value, FIRST);

    assertThat(ledger.tally().wrong()).isEqualTo(1);
    assertThat(ledger.tally().complaints())
        .startsWith(
            "masked: " + FIRST
                + " at partition 0, offset 1 must be, byte by byte, what it was at partition 0, offset 0");
  }

  @Test
  void countsAnotherKeyAsWrong() {
    expect(FIRST, END);
    write(FIRST);
    compare("q", TRACE, encoder.encode(FIRST), FIRST);

    assertThat(ledger.tally().wrong()).isEqualTo(1);
  }

  @Test
  void countsOtherHeadersAsWrong() {
    expect(FIRST, END);
    write(FIRST);
    compare("r", Map.of(), encoder.encode(FIRST), FIRST);
    compare("r", Scripts.trace("other"), encoder.encode(FIRST), FIRST);

    assertThat(ledger.tally().again()).isEqualTo(2);
    assertThat(ledger.tally().wrong()).isEqualTo(2);
  }

  @Test
  void holdsTheFirstOneToItsEnvelope() {
    expect(FIRST, MESSAGE, END);
    compare("q", TRACE, encoder.encode(FIRST), FIRST);
    compare("r", Map.of(), encoder.encode(MESSAGE), MESSAGE);

    assertThat(ledger.tally().wrong()).isEqualTo(2);
    assertThat(ledger.tally().complaints())
        .startsWith(
            "masked: the record at partition 0, offset 0 must have the key 'r' but has 'q'",
            "masked: the record at partition 0, offset 1 must have the headers " + TRACE
                + " but has {}");
  }

  @Test
  void takesAnotherAttemptOrPlaceForAnotherMessage() {
    Message<String> other = FIRST.withAttempt(1);
    expect(
        Trouble.RETRIED, List.of(answer(0, FIRST, MESSAGE), answer(1, other, END.withAttempt(1))));
    Stream.of(FIRST, MESSAGE, other).forEach(this::write);

    assertThat(ledger.tally().again()).isZero();
    assertThat(ledger.tally().wrong()).isZero();
  }

  @Test
  void leavesOpenInWhichWordsARequestFailedButNotHow() {
    expect(Trouble.GAP, List.of(answer(0, end(Status.Code.DATA_LOSS.because("no message")))));
    write(end(Status.Code.DATA_LOSS.because("no message for 30 s")));
    write(end(Status.Code.DATA_LOSS.because("no message for 31 s")));
    assertThat(ledger.tally().wrong()).isZero();

    write(end(Status.Code.ABORTED.because("no message for 30 s")));
    assertThat(ledger.tally().wrong()).isEqualTo(1);
  }

  @Test
  void holdsAFailureThatIsWrittenFirstToPlainJavaInAllButItsWords() {
    Status lost = Status.Code.DATA_LOSS.because("no message for 30 s");
    Message<String> untraced = Message.end("r", 0, lost);
    expect(Trouble.GAP, List.of(answer(0, end(lost))));
    compare("r", Map.of(), encoder.encode(untraced), untraced);

    assertThat(ledger.tally().wrong()).isEqualTo(1);
  }

  private static Message<String> end(Status status) {
    return Message.<String>end("r", 0, status).withHeaders(TRACE);
  }

  @SafeVarargs
  private void expect(Message<String>... messages) {
    expect(Trouble.NONE, List.of(answer(0, messages)));
  }

  private void expect(Trouble trouble, List<Expectation.Answer> answers) {
    ledger.expect(new Expectation("r", trouble, answers));
  }

  @SafeVarargs
  private Expectation.Answer answer(int attempt, Message<String>... messages) {
    List<byte[]> all = new ArrayList<>();
    for (Message<String> message : messages) {
      all.add(contents.of(message));
    }
    return new Expectation.Answer(attempt, all);
  }

  private void write(Message<String> message) {
    compare(message.requestId(), TRACE, encoder.encode(message), message);
  }

  private void compare(
      String key, Map<String, String> headers, byte[] value, Message<String> message) {
    RecordHeaders told = new RecordHeaders();
    headers.forEach((name, text) -> told.add(name, text.getBytes(UTF_8)));
    byte[] bytes = key.getBytes(UTF_8);
    ledger.compare(
        message,
        new ConsumerRecord<>(
            "masked",
            0,
            offset++,
            0,
            TimestampType.CREATE_TIME,
            bytes.length,
            value.length,
            bytes,
            value,
            told,
            Optional.empty()));
  }
}
