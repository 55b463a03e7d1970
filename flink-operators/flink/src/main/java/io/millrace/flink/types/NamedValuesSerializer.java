package io.millrace.flink.types;

import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.types.StringValue;
import org.jspecify.annotations.Nullable;

/**
 * Serializes values by their declared names, in the order of the names: each as its name, the length of its bytes, and
 * these. A name that is no longer declared is skipped by its length, one that was declared later is simply not there.
 *
 * <p>A value that is not declared is left out: a savepoint is migrated by writing what the earlier serializer has read, which
 * may have had more names, and on the heap values that were restored are there as they were until the next checkpoint. One
 * that is not of its declared type is refused. By a lenient serializer each of the two is replaced by a {@link Refused} that
 * says why, so that what a stranger wrote fails where it can be answered, and not the job.
 */
final class NamedValuesSerializer extends ValueSerializer<Map<String, Object>> {

  private static final long serialVersionUID = 1L;

  private static final int REFUSED = -1;

  private final TreeMap<String, TypeSerializer<Object>> byName;
  private final boolean lenient;

  NamedValuesSerializer(SortedMap<String, TypeSerializer<Object>> byName, boolean lenient) {
    this.byName = new TreeMap<>(byName);
    this.lenient = lenient;
  }

  SortedMap<String, TypeSerializer<Object>> byName() {
    return byName;
  }

  boolean lenient() {
    return lenient;
  }

  @Override
  protected List<TypeSerializer<?>> parts() {
    return List.copyOf(byName.values());
  }

  @Override
  public TypeSerializer<Map<String, Object>> duplicate() {
    TreeMap<String, TypeSerializer<Object>> own = new TreeMap<>();
    byName.forEach((name, serializer) -> own.put(name, serializer.duplicate()));
    return new NamedValuesSerializer(own, lenient);
  }

  @Override
  public void serialize(Map<String, Object> values, DataOutputView target) throws IOException {
    TreeMap<String, Object> written = new TreeMap<>(values);
    if (!lenient) {
      written.keySet().retainAll(byName.keySet());
    }
    target.writeInt(written.size());
    DataOutputSerializer bytes = new DataOutputSerializer(64);
    for (Map.Entry<String, Object> each : written.entrySet()) {
      StringValue.writeString(each.getKey(), target);
      bytes.clear();
      String refusal = refusal(each.getKey(), each.getValue(), bytes);
      if (refusal == null) {
        target.writeInt(bytes.length());
        target.write(bytes.getSharedBuffer(), 0, bytes.length());
      } else if (lenient) {
        target.writeInt(REFUSED);
        StringValue.writeString(refusal, target);
      } else {
        throw new IOException(refusal);
      }
    }
  }

  /** Writes one value; or says why it cannot be written. */
  private @Nullable String refusal(String name, Object value, DataOutputSerializer bytes)
      throws IOException {
    if (value instanceof Refused before) {
      return before.why();
    }
    TypeSerializer<Object> serializer = byName.get(name);
    if (serializer == null) {
      return "value '" + name + "' must be declared; declared are " + byName.keySet();
    }
    try {
      serializer.serialize(value, bytes);
      return null;
    } catch (RuntimeException e) {
      return "value '" + name + "' must be of its declared type but is a "
          + value.getClass().getName();
    }
  }

  @Override
  public Map<String, Object> deserialize(DataInputView source) throws IOException {
    int size = source.readInt();
    TreeMap<String, Object> values = new TreeMap<>();
    for (int i = 0; i < size; i++) {
      read(TextBytes.read(source), source, values);
    }
    return Collections.unmodifiableMap(values);
  }

  private void read(String name, DataInputView source, Map<String, Object> values)
      throws IOException {
    int length = source.readInt();
    if (length == REFUSED) {
      values.put(name, new Refused(TextBytes.read(source)));
      return;
    }
    byte[] bytes = ValueBytes.readBytes(length, source);
    TypeSerializer<Object> serializer = byName.get(name);
    if (serializer != null) {
      values.put(name, serializer.deserialize(new DataInputDeserializer(bytes)));
    }
  }

  @Override
  public TypeSerializerSnapshot<Map<String, Object>> snapshotConfiguration() {
    return new NamedValuesSerializerSnapshot(this);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof NamedValuesSerializer that
        && byName.equals(that.byName)
        && lenient == that.lenient;
  }

  @Override
  public int hashCode() {
    return 31 * byName.hashCode() + Boolean.hashCode(lenient);
  }
}
