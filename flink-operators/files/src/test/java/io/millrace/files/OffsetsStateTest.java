package io.millrace.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Map;
import org.apache.flink.streaming.api.functions.sink.filesystem.bucketassigners.SimpleVersionedStringSerializer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class OffsetsStateTest {

  private final OffsetsState.Serializer<String> serializer =
      new OffsetsState.Serializer<>(SimpleVersionedStringSerializer.INSTANCE);

  @Test
  void readsWhatItWrote() throws IOException {
    OffsetsState<String> state = new OffsetsState<>(
        Map.of(new TopicPartition("a", 0), 7L, new TopicPartition("b", 3), 1L << 40), "inner");

    assertThat(serializer.deserialize(1, serializer.serialize(state))).isEqualTo(state);
  }

  @Test
  void refusesAVersionItDoesNotKnow() {
    assertThatThrownBy(() -> serializer.deserialize(2, new byte[0]))
        .isInstanceOf(IOException.class)
        .hasMessage("the state of a hand-over must have version 1 but has 2");
  }
}
