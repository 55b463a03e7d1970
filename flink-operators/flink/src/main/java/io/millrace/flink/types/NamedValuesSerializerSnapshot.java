package io.millrace.flink.types;

import java.io.IOException;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSchemaCompatibility;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.types.StringValue;

/**
 * What a savepoint keeps of a {@link NamedValuesSerializer}: the names, and what the serializer of each keeps. Names may come
 * and go; a name that stays evolves by the rules of its class.
 */
public final class NamedValuesSerializerSnapshot
    implements TypeSerializerSnapshot<Map<String, Object>> {

  private static final int VERSION = 1;

  private final TreeMap<String, TypeSerializerSnapshot<Object>> byName = new TreeMap<>();
  private boolean lenient;

  /** For reading a savepoint. */
  public NamedValuesSerializerSnapshot() {}

  NamedValuesSerializerSnapshot(NamedValuesSerializer serializer) {
    serializer.byName().forEach((name, each) -> byName.put(name, each.snapshotConfiguration()));
    lenient = serializer.lenient();
  }

  @Override
  public int getCurrentVersion() {
    return VERSION;
  }

  @Override
  public void writeSnapshot(DataOutputView target) throws IOException {
    target.writeBoolean(lenient);
    target.writeInt(byName.size());
    for (Map.Entry<String, TypeSerializerSnapshot<Object>> each : byName.entrySet()) {
      StringValue.writeString(each.getKey(), target);
      TypeSerializerSnapshot.writeVersionedSnapshot(target, each.getValue());
    }
  }

  @Override
  public void readSnapshot(int version, DataInputView source, ClassLoader loader)
      throws IOException {
    if (version != VERSION) {
      throw new IOException(
          "the version of named values must be " + VERSION + " but was " + version);
    }
    lenient = source.readBoolean();
    int size = source.readInt();
    for (int i = 0; i < size; i++) {
      String name = TextBytes.read(source);
      byName.put(name, TypeSerializerSnapshot.readVersionedSnapshot(source, loader));
    }
  }

  @Override
  public TypeSerializer<Map<String, Object>> restoreSerializer() {
    TreeMap<String, TypeSerializer<Object>> restored = new TreeMap<>();
    byName.forEach((name, each) -> restored.put(name, each.restoreSerializer()));
    return new NamedValuesSerializer(restored, lenient);
  }

  @Override
  public TypeSerializerSchemaCompatibility<Map<String, Object>> resolveSchemaCompatibility(
      TypeSerializerSnapshot<Map<String, Object>> old) {
    if (!(old instanceof NamedValuesSerializerSnapshot before)) {
      return TypeSerializerSchemaCompatibility.incompatible();
    }
    boolean migrates = false;
    TreeMap<String, TypeSerializer<Object>> now = new TreeMap<>();
    for (Map.Entry<String, TypeSerializerSnapshot<Object>> each : byName.entrySet()) {
      TypeSerializerSnapshot<Object> then = before.byName.get(each.getKey());
      TypeSerializer<Object> serializer = each.getValue().restoreSerializer();
      if (then != null) {
        TypeSerializerSchemaCompatibility<Object> part =
            each.getValue().resolveSchemaCompatibility(then);
        if (part.isIncompatible()) {
          return TypeSerializerSchemaCompatibility.incompatible();
        }
        migrates |= part.isCompatibleAfterMigration();
        serializer = part.isCompatibleWithReconfiguredSerializer()
            ? part.getReconfiguredSerializer()
            : serializer;
      }
      now.put(each.getKey(), serializer);
    }
    return migrates ? TypeSerializerSchemaCompatibility.compatibleAfterMigration() : outcome(now);
  }

  private TypeSerializerSchemaCompatibility<Map<String, Object>> outcome(
      SortedMap<String, TypeSerializer<Object>> now) {
    NamedValuesSerializer mine = (NamedValuesSerializer) restoreSerializer();
    return now.equals(mine.byName())
        ? TypeSerializerSchemaCompatibility.compatibleAsIs()
        : TypeSerializerSchemaCompatibility.compatibleWithReconfiguredSerializer(
            new NamedValuesSerializer(now, lenient));
  }
}
