package io.millrace.flink;

import io.millrace.core.Parameters;
import io.millrace.flink.types.ParametersSerializer;
import io.millrace.flink.types.TextBytes;
import io.millrace.flink.types.ValueSerializer;
import io.millrace.flink.types.ValueSerializerSnapshot;
import java.io.IOException;
import java.util.List;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.types.StringValue;

/**
 * Serializes a control message as one byte of flags, the operator, and what the flags say is there. Its bytes are in
 * savepoints: a change needs a new version of the snapshot.
 */
final class ModuleControlSerializer extends ValueSerializer<ModuleControl> {

  /** The one instance; it has no state. */
  static final ModuleControlSerializer INSTANCE = new ModuleControlSerializer();

  private static final long serialVersionUID = 1L;

  private static final int MODULE = 1;
  private static final int DEFAULTS = 1 << 1;
  private static final int KNOWN = MODULE | DEFAULTS;

  @Override
  protected List<TypeSerializer<?>> parts() {
    return List.of(ParametersSerializer.INSTANCE);
  }

  @Override
  public TypeSerializer<ModuleControl> duplicate() {
    return this;
  }

  @Override
  public void serialize(ModuleControl control, DataOutputView target) throws IOException {
    String module = control.module();
    Parameters defaults = control.defaults();
    target.writeByte((module == null ? 0 : MODULE) | (defaults == null ? 0 : DEFAULTS));
    StringValue.writeString(control.operator(), target);
    if (module != null) {
      StringValue.writeString(module, target);
    }
    if (defaults != null) {
      ParametersSerializer.INSTANCE.serialize(defaults, target);
    }
  }

  @Override
  public ModuleControl deserialize(DataInputView source) throws IOException {
    int flags = source.readByte();
    if ((flags & ~KNOWN) != 0) {
      throw new IOException("a control's flags must be 0 to " + KNOWN + " but were " + flags);
    }
    String operator = TextBytes.read(source);
    String module = (flags & MODULE) == 0 ? null : TextBytes.read(source);
    Parameters defaults =
        (flags & DEFAULTS) == 0 ? null : ParametersSerializer.INSTANCE.deserialize(source);
    return new ModuleControl(operator, module, defaults);
  }

  @Override
  public TypeSerializerSnapshot<ModuleControl> snapshotConfiguration() {
    return new Snapshot(this);
  }

  /** What a savepoint keeps of it: the version of the format. */
  public static final class Snapshot
      extends ValueSerializerSnapshot<ModuleControl, ModuleControlSerializer> {
    /** For reading a savepoint. */
    public Snapshot() {}

    Snapshot(ModuleControlSerializer serializer) {
      super(serializer);
    }

    @Override
    protected ModuleControlSerializer serializer(List<TypeSerializer<?>> parts) {
      return INSTANCE;
    }
  }
}
