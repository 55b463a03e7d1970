package io.millrace.files;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.kafka.common.TopicPartition;

/**
 * What an enumerator with offsets leaves in a checkpoint.
 *
 * @param offsets the offsets
 * @param enumerator what the enumerator inside leaves
 */
record OffsetsState<C>(Map<TopicPartition, Long> offsets, C enumerator) {

  /** Version 1: how many offsets, each with topic and partition; the inner version, and the inner bytes. */
  record Serializer<C>(SimpleVersionedSerializer<C> inner)
      implements SimpleVersionedSerializer<OffsetsState<C>> {

    private static final int VERSION = 1;

    @Override
    public int getVersion() {
      return VERSION;
    }

    @Override
    public byte[] serialize(OffsetsState<C> state) throws IOException {
      DataOutputSerializer out = new DataOutputSerializer(256);
      out.writeInt(state.offsets().size());
      for (Map.Entry<TopicPartition, Long> each : state.offsets().entrySet()) {
        out.writeUTF(each.getKey().topic());
        out.writeInt(each.getKey().partition());
        out.writeLong(each.getValue());
      }
      byte[] bytes = inner.serialize(state.enumerator());
      out.writeInt(inner.getVersion());
      out.writeInt(bytes.length);
      out.write(bytes);
      return out.getCopyOfBuffer();
    }

    @Override
    public OffsetsState<C> deserialize(int version, byte[] bytes) throws IOException {
      if (version != VERSION) {
        throw new IOException(
            "the state of a hand-over must have version " + VERSION + " but has " + version);
      }
      DataInputDeserializer in = new DataInputDeserializer(bytes);
      Map<TopicPartition, Long> offsets = new HashMap<>();
      int size = in.readInt();
      for (int i = 0; i < size; i++) {
        offsets.put(new TopicPartition(in.readUTF(), in.readInt()), in.readLong());
      }
      int innerVersion = in.readInt();
      byte[] innerBytes = new byte[in.readInt()];
      in.readFully(innerBytes);
      return new OffsetsState<>(offsets, inner.deserialize(innerVersion, innerBytes));
    }
  }
}
