package io.millrace.kafka.openai;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.flink.types.StateTypes;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;

/** What savepoints hold of completions under way: a change of the records must go on reading it. */
class StoredProgressTest {

  private static final PartitionProgress PROGRESS = new PartitionProgress(
      "llm.chunks",
      3,
      41,
      List.of(new OpenCompletion(
          "c",
          2,
          Map.of("traceparent", "00-1"),
          "{\"threshold\":0.5}",
          List.of(
              new OpenChoice(
                  0, 7, List.of(new OpenText("", "\ud83d"), new OpenText("/tool-1", ""))),
              new OpenChoice(1, -1, List.of())))));

  @Test
  void whatASavepointHoldsIsRead() throws Exception {
    List<String> stored = stored();
    TypeSerializerSnapshot<PartitionProgress> then = TypeSerializerSnapshot.readVersionedSnapshot(
        input(stored.get(0)), getClass().getClassLoader());

    assertThat(serializer()
            .snapshotConfiguration()
            .resolveSchemaCompatibility(then)
            .isIncompatible())
        .isFalse();
    assertThat(then.restoreSerializer().deserialize(input(stored.get(1)))).isEqualTo(PROGRESS);
  }

  @Test
  void whatASavepointHoldsIsThis() throws Exception {
    DataOutputSerializer value = new DataOutputSerializer(64);
    serializer().serialize(PROGRESS, value);

    assertThat(HexFormat.of().formatHex(value.getCopyOfBuffer()))
        .isEqualTo(stored().get(1));
  }

  private static TypeSerializer<PartitionProgress> serializer() {
    SerializerConfigImpl config = new SerializerConfigImpl();
    config.setGenericTypes(false);
    return StateTypes.of(PartitionProgress.class).createSerializer(config);
  }

  /** What was written first: the serializer's snapshot in a line, and the value's bytes in another. */
  private List<String> stored() throws Exception {
    try (InputStream file = getClass().getResourceAsStream("partition-progress-1.hex")) {
      assertThat(file).isNotNull();
      return new String(file.readAllBytes(), StandardCharsets.US_ASCII).lines().toList();
    }
  }

  private static DataInputDeserializer input(String hex) {
    return new DataInputDeserializer(HexFormat.of().parseHex(hex));
  }
}
