package io.millrace.kafka.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.flink.DeadLetter;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.apache.flink.api.common.ExecutionConfig;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

class KafkaRecordSerializerTest {

  private final TypeSerializer<KafkaRecord> serializer =
      KafkaRecord.TYPE.createSerializer(new ExecutionConfig().getSerializerConfig());

  @Test
  void aRecordIsWhatTheConsumerGave() {
    RecordHeaders headers = new RecordHeaders();
    headers.add("a", new byte[] {1}).add("a", null).add("b", new byte[0]);

    KafkaRecord record = KafkaRecord.of(new ConsumerRecord<>(
        "t",
        1,
        2,
        3,
        TimestampType.CREATE_TIME,
        1,
        2,
        new byte[] {4},
        new byte[] {5, 6},
        headers,
        Optional.empty()));

    assertThat(record.origin()).hasToString("t-1@2");
    assertThat(record.timestamp()).isEqualTo(3);
    assertThat(record.key()).containsExactly(4);
    assertThat(record.value()).containsExactly(5, 6);
    assertThat(record.headers()).extracting(DeadLetter.Header::name).containsExactly("a", "a", "b");
    assertThat(record.header("a")).as("the last that has a value").contains("\u0001");
    assertThat(record.header("b")).contains("");
    assertThat(record.header("c")).isEmpty();
  }

  @Test
  void theBytesAreThese() throws Exception {
    KafkaRecord record = new KafkaRecord(
        "t", 1, 2, 3, new byte[] {4}, null, List.of(new DeadLetter.Header("h", new byte[] {7})));

    assertThat(HexFormat.of().formatHex(bytes(record)))
        .isEqualTo("0274" + "00000001" + "0000000000000002" + "0000000000000003" + "0000000104"
            + "ffffffff" + "00000001" + "0268" + "0000000107");
  }

  @Test
  void whatIsWrittenIsRead() throws Exception {
    KafkaRecord record = new KafkaRecord(
        "t", 1, 2, -1, null, new byte[300], List.of(new DeadLetter.Header("h", null)));

    KafkaRecord read = serializer.deserialize(new DataInputDeserializer(bytes(record)));

    assertThat(read).usingRecursiveComparison().isEqualTo(record);
  }

  @Test
  void nothingIsCopiedBetweenChainedOperators() {
    KafkaRecord record = new KafkaRecord("t", 1, 2, 3, null, null, List.of());

    assertThat(serializer.copy(record)).isSameAs(record);
  }

  private byte[] bytes(KafkaRecord record) throws Exception {
    DataOutputSerializer out = new DataOutputSerializer(64);
    serializer.serialize(record, out);
    return out.getCopyOfBuffer();
  }
}
