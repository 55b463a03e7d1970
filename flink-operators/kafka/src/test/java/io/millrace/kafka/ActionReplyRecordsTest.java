package io.millrace.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.core.Message;
import io.millrace.core.Parameters;
import io.millrace.core.Status;
import io.millrace.core.action.Outcome;
import io.millrace.flink.ActionEnd;
import io.millrace.flink.ActionItem;
import io.millrace.flink.ActionOutput;
import io.millrace.kafka.ActionReplyRecords.Part;
import io.millrace.kafka.action.AnyValues;
import io.millrace.kafka.envelope.EnvelopeException;
import io.millrace.kafka.envelope.EnvelopeFormat;
import io.millrace.schemas.ActionReply;
import io.millrace.schemas.ActionReplyEnd;
import io.millrace.schemas.ActionReplyEnding;
import io.millrace.schemas.ActionReplyItem;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ActionReplyRecordsTest {

  private static final Map<String, String> HEADERS = Map.of("traceparent", "00-1", "who", "me");

  /** What readers of every age must read. */
  private static final String ITEM_BYTES =
      "c30179576f2e67e4cde302720e080208616e6e610270020a636f756e740602040c0208026100000004167472616365"
          + "706172656e740830302d310677686f046d6500000000";

  private static ActionOutput item(Object value) {
    ActionItem item = new ActionItem("anna", "p", "count", 3, 1, 2, Map.of("count", value));
    return new ActionOutput(
        HEADERS,
        new Message<>("r", 7, 4, item, Parameters.NONE, HEADERS, false, Status.OK, null),
        null);
  }

  @SuppressWarnings(
      "NullAway") // does not see, in another module's classes, that an ending may be null
  private static ActionOutput end(Status status, Map<String, Object> state) {
    boolean ok = status.isOk();
    return new ActionOutput(
        HEADERS,
        null,
        new ActionEnd(
            "anna",
            "p",
            "r",
            7,
            status,
            ok ? Outcome.Ending.END_OF_GRAPH : null,
            ok ? "count" : null,
            4,
            5,
            ok ? Map.of("count", 1L) : Map.of(),
            state,
            1_234));
  }

  private static @Nullable ProducerRecord<byte[], byte[]> record(ActionOutput output, Part part) {
    Properties small = new Properties();
    small.setProperty("max.request.size", "20000");
    ActionReplyRecords records = new ActionReplyRecords(
        KafkaOutput.of("localhost:9", "replies").with(small), EnvelopeFormat.singleObject(), part);
    records.open(new Opening(), new OnePartition());
    return records.serialize(output, new OnePartition(), 99L);
  }

  private static Message<ActionReply> message(ActionOutput output, Part part)
      throws EnvelopeException {
    byte[] value = Objects.requireNonNull(record(output, part)).value();
    return EnvelopeFormat.singleObject().decoder(ActionReply.class, List.of()).decode(value, null);
  }

  @Test
  void anItemIsKeyedByItsApplicationAndHasTheTraceContext() throws Exception {
    ProducerRecord<byte[], byte[]> record =
        Objects.requireNonNull(record(item(List.of("a")), Part.ALL));

    assertThat(record.key()).isEqualTo("anna".getBytes(UTF_8));
    assertThat(record.timestamp()).isEqualTo(99);
    assertThat(record.headers()).hasSize(1);
    assertThat(record.headers().lastHeader("traceparent").value())
        .isEqualTo("00-1".getBytes(UTF_8));
    assertThat(message(item(List.of("a")), Part.ALL))
        .isEqualTo(new Message<>(
            "r",
            7,
            4,
            new ActionReply(
                "anna",
                "p",
                new ActionReplyItem("count", 3L, 1, 2L, AnyValues.of(List.of("a"))),
                null),
            Parameters.NONE,
            HEADERS,
            false,
            Status.OK,
            null));
  }

  @Test
  void theBytesOfAnItemStay() {
    byte[] value = Objects.requireNonNull(record(item(List.of("a")), Part.ALL)).value();

    assertThat(HexFormat.of().formatHex(value)).isEqualTo(ITEM_BYTES);
  }

  @Test
  void forPeopleItIsJson() {
    ActionReplyRecords records = new ActionReplyRecords(
        KafkaOutput.of("localhost:9", "replies"), EnvelopeFormat.json(), Part.ALL);
    records.open(new Opening(), new OnePartition());
    ProducerRecord<byte[], byte[]> record =
        Objects.requireNonNull(records.serialize(item(List.of("a")), new OnePartition(), 0L));

    assertThat(new String(record.value(), UTF_8))
        .isEqualTo(
            "{\"request_id\":\"r\",\"attempt\":7,\"sequence\":4,\"payload\":{\"application\":"
                + "\"anna\",\"partition\":\"p\",\"item\":{\"action\":\"count\",\"step\":3,\"attempt\":1,"
                + "\"number\":2,\"value\":{\"value\":[{\"value\":\"a\"}]}},\"ended\":null},"
                + "\"parameters\":{},\"headers\":{\"traceparent\":\"00-1\",\"who\":\"me\"},"
                + "\"last\":false,\"status\":{\"code\":\"OK\",\"message\":\"\"}}");
  }

  @Test
  void aTableHasNoPlaceForValuesOfAnyType() {
    assertThatThrownBy(() -> new ActionReplyRecords(
            KafkaOutput.of("localhost:9", "replies"), EnvelopeFormat.plain(), Part.ALL))
        .hasMessage("a plain envelope's payload must be what a table can have but"
            + " payload.item.value.value is a union of [boolean, long, double, string, bytes, array,"
            + " map]");
  }

  @Test
  void anEndIsTheLastMessageAfterTheItems() throws Exception {
    Message<ActionReply> message = message(end(Status.OK, Map.of("n", 2L)), Part.ALL);

    assertThat(message)
        .isEqualTo(new Message<>(
            "r",
            7,
            5,
            new ActionReply(
                "anna",
                "p",
                null,
                new ActionReplyEnd(
                    ActionReplyEnding.END_OF_GRAPH,
                    "count",
                    4L,
                    5L,
                    AnyValues.of(1),
                    AnyValues.named(Map.of("n", 2)),
                    1_234L)),
            Parameters.NONE,
            HEADERS,
            true,
            Status.OK,
            null));
  }

  @Test
  void aFailureHasItsStatusAndTheState() throws Exception {
    Status status = Status.Code.ABORTED.because("why");
    Message<ActionReply> message = message(end(status, Map.of("n", 2L)), Part.ENDS);

    assertThat(message.status()).isEqualTo(status);
    ActionReplyEnd end = Objects.requireNonNull(message.payload()).getEnded();
    assertThat(end.getEnding()).isNull();
    assertThat(end.getFinalResult()).isNull();
    assertThat(end.getState()).isEqualTo(AnyValues.named(Map.of("n", 2)));
  }

  @Test
  void topicsOfTheirOwnHaveTheirPart() throws Exception {
    assertThat(record(item(1L), Part.ENDS)).isNull();
    assertThat(message(item(1L), Part.ITEMS).payload()).isNotNull();
    Message<ActionReply> end = message(end(Status.OK, Map.of()), Part.ITEMS);
    assertThat(end.payload()).isNull();
    assertThat(end.last()).isTrue();
    assertThat(end.sequence()).isEqualTo(5);
  }

  @Test
  void whatIsTooLargeEndsTheRequestInItsPlace() throws Exception {
    Message<ActionReply> message = message(item("x".repeat(20_000)), Part.ALL);

    assertThat(message.payload()).isNull();
    assertThat(message.sequence()).isEqualTo(4);
    assertThat(message.status().toString())
        .matches("RESOURCE_EXHAUSTED: a message for topic 'replies' must be at most 20000 bytes but"
            + " has 20\\d+");
  }

  @Test
  void whatHasNoPlaceEndsTheRequestInItsPlace() throws Exception {
    Message<ActionReply> message = message(item(new Thread()), Part.ALL);

    assertThat(message.last()).isTrue();
    assertThat(message.status().code()).isEqualTo(Status.Code.INTERNAL);
    assertThat(message.status().message()).endsWith(" of these but is a java.lang.Thread");
    Message<ActionReply> end = message(end(Status.OK, Map.of("n", new Thread())), Part.ALL);
    assertThat(end.sequence()).isEqualTo(5);
    assertThat(end.status().code()).isEqualTo(Status.Code.INTERNAL);
  }
}
