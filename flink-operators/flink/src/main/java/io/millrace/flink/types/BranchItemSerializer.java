package io.millrace.flink.types;

import io.millrace.core.action.BranchItem;
import io.millrace.core.action.RunEvent;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.jspecify.annotations.Nullable;

/** Serializes items of branches: the branches from the outermost to the innermost, and then the value by its class. */
public final class BranchItemSerializer extends ValueSerializer<BranchItem> {

  private static final long serialVersionUID = 1L;

  private final TypeSerializer<List<BranchLevel>> levels;
  private final TypeSerializer<Map<String, Object>> value;

  BranchItemSerializer(
      TypeSerializer<List<BranchLevel>> levels, TypeSerializer<Map<String, Object>> value) {
    this.levels = levels;
    this.value = value;
  }

  @Override
  protected List<TypeSerializer<?>> parts() {
    return List.of(levels, value);
  }

  @Override
  public TypeSerializer<BranchItem> duplicate() {
    return new BranchItemSerializer(levels.duplicate(), value.duplicate());
  }

  @Override
  public void serialize(BranchItem item, DataOutputView target) throws IOException {
    List<BranchLevel> path = new ArrayList<>();
    Object inner = item;
    while (inner instanceof BranchItem branched) {
      RunEvent.Item given = branched.item();
      path.add(new BranchLevel(branched.index(), branched.branch(), given.step(), given.index()));
      inner = given.item();
    }
    levels.serialize(path, target);
    value.serialize(Map.of(tag(inner), inner), target);
  }

  /** The declared class's name: the value's own, or that of a class it extends, as a constant with a body does its enum. */
  private String tag(Object inner) throws IOException {
    Map<String, ?> declared = ((NamedValuesSerializer) value).byName();
    @Nullable Class<?> each = inner.getClass();
    while (each != null) {
      if (declared.containsKey(each.getName())) {
        return each.getName();
      }
      each = each.getSuperclass();
    }
    throw new IOException("an item of a branch must be of one of " + declared.keySet()
        + " but is a " + inner.getClass().getName());
  }

  @Override
  public BranchItem deserialize(DataInputView source) throws IOException {
    List<BranchLevel> path = levels.deserialize(source);
    Map<String, Object> values = value.deserialize(source);
    if (values.size() != 1) {
      throw new IOException("an item of a branch must be of a declared class but is of none of "
          + ((NamedValuesSerializer) value).byName().keySet());
    }
    Object inner = values.values().iterator().next();
    for (int i = path.size() - 1; i >= 0; i--) {
      BranchLevel level = path.get(i);
      RunEvent.Item given = new RunEvent.Item(level.step(), level.number(), inner);
      inner = new BranchItem(level.index(), level.branch(), given);
    }
    return (BranchItem) inner;
  }

  @Override
  public TypeSerializerSnapshot<BranchItem> snapshotConfiguration() {
    return new Snapshot(this);
  }

  /** What a savepoint keeps of it: what its parts keep. */
  public static final class Snapshot
      extends ValueSerializerSnapshot<BranchItem, BranchItemSerializer> {
    /** For reading a savepoint. */
    public Snapshot() {}

    Snapshot(BranchItemSerializer serializer) {
      super(serializer);
    }

    @Override
    @SuppressWarnings("unchecked") // as they were
    protected BranchItemSerializer serializer(List<TypeSerializer<?>> parts) {
      return new BranchItemSerializer(
          (TypeSerializer<List<BranchLevel>>) parts.get(0),
          (TypeSerializer<Map<String, Object>>) parts.get(1));
    }
  }
}
