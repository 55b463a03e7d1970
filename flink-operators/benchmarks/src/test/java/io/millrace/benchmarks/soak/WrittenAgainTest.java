package io.millrace.benchmarks.soak;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.Message;
import io.millrace.core.Status;
import io.millrace.kafka.envelope.MessageEncoder;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

/** What a reader drops is shown to the ledger too: whatever of a record differs from what was written first is wrong. */
class WrittenAgainTest {

  private static final Map<String, String> TRACE = Scripts.trace("r");

  private static final Message<String> MESSAGE = Message.of("r", 1, "text").withHeaders(TRACE);

  private final MessageEncoder<String> encoder = MessageEncoder.of(String.class);
  private final OutputLedger<String> ledger = new OutputLedger<>("masked", String.class);
  private long offset;

  @Test
  void takesTheSameBytesAndCountsThem() {
    for (int i = 0; i < 3; i++) {
      write(MESSAGE);
    }

    assertThat(ledger.tally().again()).isEqualTo(2);
    assertThat(ledger.tally().wrong()).isZero();
  }

  @Test
  void countsOneOtherByteOfTheValueAsWrongAlsoWhereTheMessageIsTheSame() {
    byte[] value = encoder.encode(MESSAGE);
    compare("r", TRACE, value, MESSAGE);
    value[value.length - 1]++;
    compare("r", TRACE, value, MESSAGE);

    assertThat(ledger.tally().wrong()).isEqualTo(1);
    assertThat(ledger.tally().complaints())
        .containsExactly(
            "masked: " + MESSAGE
                + " at partition 0, offset 1 must be, byte by byte, what it was at partition 0, offset 0");
  }

  @Test
  void countsAnotherKeyAsWrong() {
    write(MESSAGE);
    compare("q", TRACE, encoder.encode(MESSAGE), MESSAGE);

    assertThat(ledger.tally().wrong()).isEqualTo(1);
  }

  @Test
  void countsOtherHeadersAsWrong() {
    write(MESSAGE);
    compare("r", Map.of(), encoder.encode(MESSAGE), MESSAGE);
    compare("r", Scripts.trace("other"), encoder.encode(MESSAGE), MESSAGE);

    assertThat(ledger.tally().again()).isEqualTo(2);
    assertThat(ledger.tally().wrong()).isEqualTo(2);
  }

  @Test
  void holdsTheFirstOneToItsEnvelope() {
    compare("q", TRACE, encoder.encode(MESSAGE), MESSAGE);
    Message<String> next = Message.of("r", 2, "more").withHeaders(TRACE);
    compare("r", Map.of(), encoder.encode(next), next);

    assertThat(ledger.tally().wrong()).isEqualTo(2);
    assertThat(ledger.tally().complaints())
        .containsExactly(
            "masked: the record at partition 0, offset 0 must have the key 'r' but has 'q'",
            "masked: the record at partition 0, offset 1 must have the headers " + TRACE
                + " but has {}");
  }

  @Test
  void takesAnotherAttemptOrPlaceForAnotherMessage() {
    write(MESSAGE);
    write(MESSAGE.withAttempt(1));
    write(Message.of("r", 2, "text").withHeaders(TRACE));

    assertThat(ledger.tally().again()).isZero();
    assertThat(ledger.tally().wrong()).isZero();
  }

  @Test
  void leavesOpenInWhichWordsARequestFailedButNotHow() {
    write(end(Status.Code.DATA_LOSS.because("no message for 30 s")));
    write(end(Status.Code.DATA_LOSS.because("no message for 31 s")));
    assertThat(ledger.tally().wrong()).isZero();

    write(end(Status.Code.ABORTED.because("no message for 30 s")));
    assertThat(ledger.tally().wrong()).isEqualTo(1);
  }

  private static Message<String> end(Status status) {
    return Message.<String>end("r", 3, status).withHeaders(TRACE);
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
