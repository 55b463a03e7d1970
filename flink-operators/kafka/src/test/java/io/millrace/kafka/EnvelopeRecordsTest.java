package io.millrace.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.Message;
import io.millrace.core.Origin;
import io.millrace.core.Parameters;
import io.millrace.core.Status;
import io.millrace.kafka.envelope.EnvelopeFormat;
import io.millrace.kafka.envelope.MessageDecoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EnvelopeRecordsTest {

  private static final int LARGEST = 20_000;

  private final EnvelopeRecords<String> records =
      new EnvelopeRecords<>("out", LARGEST, EnvelopeFormat.singleObject(), String.class);

  @BeforeEach
  void open() {
    records.open(new Opening(), new OnePartition());
  }

  @Test
  void theKeyIsTheRequestAndTheValueTheEnvelope() throws Exception {
    Message<String> message = Message.of("grüße#1", 4, "a");

    ProducerRecord<byte[], byte[]> record = serialize(message, 1_234L);

    assertThat(record.topic()).isEqualTo("out");
    assertThat(record.partition()).isNull();
    assertThat(record.key()).isEqualTo("grüße#1".getBytes(UTF_8));
    assertThat(record.timestamp()).isEqualTo(1_234);
    assertThat(record.headers()).isEmpty();
    assertThat(decode(record)).isEqualTo(message);
  }

  @Test
  void noTimestampIsTheProducersNow() {
    assertThat(serialize(Message.of("r", 0, "a"), null).timestamp()).isNull();
    assertThat(serialize(Message.of("r", 0, "a"), Long.MIN_VALUE).timestamp()).isNull();
  }

  @Test
  void traceContextIsInTheRecordsHeadersToo() throws Exception {
    Message<String> message = Message.of("r", 0, "a")
        .withHeaders(Map.of("tracestate", "s", "traceparent", "p", "x", "y"));

    ProducerRecord<byte[], byte[]> record = serialize(message, 0L);

    List<String> headers = new ArrayList<>();
    record
        .headers()
        .forEach(header -> headers.add(header.key() + "=" + new String(header.value(), UTF_8)));
    assertThat(headers).containsExactly("traceparent=p", "tracestate=s");
    assertThat(decode(record)).isEqualTo(message);
  }

  @Test
  void aMessageTooLargeIsReplacedByTheEndOfItsRequest() throws Exception {
    Origin origin = new Origin("in", 0, 7);
    Message<String> message = new Message<>(
        "r",
        3,
        9,
        "x".repeat(50_000),
        Parameters.NONE,
        Map.of("traceparent", "p"),
        false,
        Status.OK,
        origin);

    ProducerRecord<byte[], byte[]> record = serialize(message, 0L);

    assertThat(RecordSize.of(record)).isLessThan(LARGEST);
    assertThat(decode(record).withOrigin(origin))
        .isEqualTo(new Message<String>(
            "r",
            3,
            9,
            null,
            Parameters.NONE,
            Map.of("traceparent", "p"),
            true,
            Status.Code.RESOURCE_EXHAUSTED.because(
                "a message for topic 'out' must be at most 20000 bytes but has 50189"),
            origin));
  }

  @Test
  void aMessageAsLargeAsThereIsRoomForIsSent() throws Exception {
    int overhead = RecordSize.of(serialize(Message.of("r", 0, "x".repeat(10_000)), 0L)) - 10_000;

    assertThat(decode(serialize(Message.of("r", 0, "x".repeat(LARGEST - overhead)), 0L))
            .last())
        .isFalse();
    assertThat(decode(serialize(Message.of("r", 0, "x".repeat(LARGEST - overhead + 1)), 0L))
            .last())
        .isTrue();
  }

  @Test
  void headersThatAreThemselvesTooLargeAreNotRepeated() throws Exception {
    Message<String> message =
        Message.of("r", 0, "a").withHeaders(Map.of("traceparent", "p".repeat(LARGEST)));

    ProducerRecord<byte[], byte[]> record = serialize(message, 0L);

    assertThat(record.headers()).isEmpty();
    assertThat(decode(record).headers()).isEmpty();
    assertThat(decode(record).status().code()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
  }

  @Test
  void theEndOfTheLongestRequestFitsIntoTheSmallestRecord() throws Exception {
    EnvelopeRecords<String> smallest = new EnvelopeRecords<>(
        "t".repeat(249), EnvelopeRecords.LEAST, EnvelopeFormat.singleObject(), String.class);
    smallest.open(new Opening(), new OnePartition());
    Message<String> message =
        Message.of("r".repeat(KafkaInput.LONGEST_REQUEST_ID), 0, "x".repeat(EnvelopeRecords.LEAST));

    ProducerRecord<byte[], byte[]> record = smallest.serialize(message, new OnePartition(), 0L);

    assertThat(RecordSize.of(record)).isLessThanOrEqualTo(EnvelopeRecords.LEAST);
    assertThat(decode(record).status().code()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
  }

  private static Message<String> decode(ProducerRecord<byte[], byte[]> record) throws Exception {
    return MessageDecoder.of(String.class).decode(record.value(), null);
  }

  private ProducerRecord<byte[], byte[]> serialize(
      Message<String> message, @Nullable Long timestamp) {
    return records.serialize(message, new OnePartition(), timestamp);
  }
}
