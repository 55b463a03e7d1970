package io.millrace.kafka.record;

import io.millrace.flink.DeadLetter;
import io.millrace.flink.types.TextBytes;
import io.millrace.flink.types.ValueBytes;
import io.millrace.flink.types.ValueSerializer;
import io.millrace.flink.types.ValueSerializerSnapshot;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.types.StringValue;
import org.jspecify.annotations.Nullable;

/** Serializes a record, for those who put something between the source and the step that decodes. */
public final class KafkaRecordSerializer extends ValueSerializer<KafkaRecord> {

  private static final long serialVersionUID = 1L;

  private static final int ABSENT = -1;

  @Override
  protected List<TypeSerializer<?>> parts() {
    return List.of();
  }

  @Override
  public TypeSerializer<KafkaRecord> duplicate() {
    return this;
  }

  @Override
  public void serialize(KafkaRecord record, DataOutputView target) throws IOException {
    StringValue.writeString(record.topic(), target);
    target.writeInt(record.partition());
    target.writeLong(record.offset());
    target.writeLong(record.timestamp());
    writeBytes(record.key(), target);
    writeBytes(record.value(), target);
    target.writeInt(record.headers().size());
    for (DeadLetter.Header header : record.headers()) {
      StringValue.writeString(header.name(), target);
      writeBytes(header.value(), target);
    }
  }

  private static void writeBytes(byte @Nullable [] bytes, DataOutputView target)
      throws IOException {
    if (bytes == null) {
      target.writeInt(ABSENT);
      return;
    }
    target.writeInt(bytes.length);
    target.write(bytes);
  }

  @Override
  public KafkaRecord deserialize(DataInputView source) throws IOException {
    return new KafkaRecord(
        TextBytes.read(source),
        source.readInt(),
        source.readLong(),
        source.readLong(),
        readBytes(source),
        readBytes(source),
        readHeaders(source));
  }

  private static List<DeadLetter.Header> readHeaders(DataInputView source) throws IOException {
    int size = source.readInt();
    List<DeadLetter.Header> headers = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      headers.add(new DeadLetter.Header(TextBytes.read(source), readBytes(source)));
    }
    return List.copyOf(headers);
  }

  private static byte @Nullable [] readBytes(DataInputView source) throws IOException {
    int length = source.readInt();
    return length == ABSENT ? null : ValueBytes.readBytes(length, source);
  }

  @Override
  public TypeSerializerSnapshot<KafkaRecord> snapshotConfiguration() {
    return new Snapshot(this);
  }

  /** What a savepoint keeps of it: the version of the format. */
  public static final class Snapshot
      extends ValueSerializerSnapshot<KafkaRecord, KafkaRecordSerializer> {
    /** For reading a savepoint. */
    public Snapshot() {}

    Snapshot(KafkaRecordSerializer serializer) {
      super(serializer);
    }

    @Override
    protected KafkaRecordSerializer serializer(List<TypeSerializer<?>> parts) {
      return new KafkaRecordSerializer();
    }
  }
}
