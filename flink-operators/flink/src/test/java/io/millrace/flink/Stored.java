package io.millrace.flink;

import java.io.IOException;
import java.util.HexFormat;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSchemaCompatibility;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

/** Values and serializers as a savepoint keeps them, in hexadecimal. */
public final class Stored {

  private Stored() {}

  /** The serializer of a type, where nothing may be left to Kryo. */
  public static <T> TypeSerializer<T> serializer(TypeInformation<T> type) {
    SerializerConfigImpl config = new SerializerConfigImpl();
    config.setGenericTypes(false);
    return type.createSerializer(config);
  }

  /** A value's bytes. */
  public static <T> String bytes(TypeSerializer<T> serializer, T value) throws IOException {
    DataOutputSerializer target = new DataOutputSerializer(64);
    serializer.serialize(value, target);
    return HexFormat.of().formatHex(target.getCopyOfBuffer());
  }

  /** The value of these bytes, all of which must be read. */
  public static <T> T value(TypeSerializer<T> serializer, String bytes) throws IOException {
    DataInputDeserializer source = new DataInputDeserializer(HexFormat.of().parseHex(bytes));
    T value = serializer.deserialize(source);
    if (source.available() != 0) {
      throw new IOException(source.available() + " bytes were left");
    }
    return value;
  }

  /** What a savepoint keeps of a serializer. */
  public static String snapshot(TypeSerializer<?> serializer) throws IOException {
    DataOutputSerializer target = new DataOutputSerializer(64);
    TypeSerializerSnapshot.writeVersionedSnapshot(target, serializer.snapshotConfiguration());
    return HexFormat.of().formatHex(target.getCopyOfBuffer());
  }

  /** The same, read by this version of the code. */
  public static <T> TypeSerializerSnapshot<T> read(String snapshot) throws IOException {
    return TypeSerializerSnapshot.readVersionedSnapshot(
        new DataInputDeserializer(HexFormat.of().parseHex(snapshot)),
        Stored.class.getClassLoader());
  }

  /** Whether a serializer can go on with what another one left. */
  public static <T> TypeSerializerSchemaCompatibility<T> compatibility(
      TypeSerializer<T> now, TypeSerializerSnapshot<T> then) {
    return now.snapshotConfiguration().resolveSchemaCompatibility(then);
  }

  /** Through bytes, and by a serializer that was itself read from a savepoint. */
  public static <T> T again(TypeSerializer<T> serializer, T value) throws IOException {
    TypeSerializerSnapshot<T> restored = read(snapshot(serializer));
    return value(restored.restoreSerializer(), bytes(serializer, value));
  }
}
