package io.millrace.flink.types;

import io.millrace.core.Parameters;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.base.TypeSerializerSingleton;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.types.StringValue;

/** Serializes parameters in the order of their names, each value behind a byte that says its type. */
public final class ParametersSerializer extends TypeSerializerSingleton<Parameters> {

  /** The one instance; it has no state. */
  public static final ParametersSerializer INSTANCE = new ParametersSerializer();

  private static final long serialVersionUID = 1L;

  private static final int BOOLEAN = 0;
  private static final int LONG = 1;
  private static final int DOUBLE = 2;
  private static final int STRING = 3;
  private static final int STRINGS = 4;

  @Override
  public boolean isImmutableType() {
    return true;
  }

  @Override
  public Parameters createInstance() {
    return Parameters.NONE;
  }

  @Override
  public Parameters copy(Parameters from) {
    return from;
  }

  @Override
  public Parameters copy(Parameters from, Parameters reuse) {
    return from;
  }

  @Override
  public void copy(DataInputView source, DataOutputView target) throws IOException {
    serialize(deserialize(source), target);
  }

  @Override
  public int getLength() {
    return -1;
  }

  @Override
  public void serialize(Parameters parameters, DataOutputView target) throws IOException {
    target.writeInt(parameters.asMap().size());
    for (Map.Entry<String, Object> entry : parameters.asMap().entrySet()) {
      StringValue.writeString(entry.getKey(), target);
      writeValue(entry.getValue(), target);
    }
  }

  private static void writeValue(Object value, DataOutputView target) throws IOException {
    if (value instanceof Boolean b) {
      target.writeByte(BOOLEAN);
      target.writeBoolean(b);
    } else if (value instanceof Long l) {
      target.writeByte(LONG);
      target.writeLong(l);
    } else if (value instanceof Double d) {
      target.writeByte(DOUBLE);
      target.writeDouble(d);
    } else if (value instanceof String s) {
      target.writeByte(STRING);
      StringValue.writeString(s, target);
    } else {
      List<?> texts = (List<?>) value;
      target.writeByte(STRINGS);
      target.writeInt(texts.size());
      for (Object text : texts) {
        StringValue.writeString((String) text, target);
      }
    }
  }

  @Override
  public Parameters deserialize(DataInputView source) throws IOException {
    int size = source.readInt();
    Map<String, Object> values = new HashMap<>();
    for (int i = 0; i < size; i++) {
      values.put(TextBytes.read(source), readValue(source));
    }
    return Parameters.of(values);
  }

  private static Object readValue(DataInputView source) throws IOException {
    int type = source.readByte();
    return switch (type) {
      case BOOLEAN -> source.readBoolean();
      case LONG -> source.readLong();
      case DOUBLE -> source.readDouble();
      case STRING -> TextBytes.read(source);
      case STRINGS -> readStrings(source);
      default -> throw new IOException("a parameter's type must be 0 to 4 but was " + type);
    };
  }

  private static List<String> readStrings(DataInputView source) throws IOException {
    int size = source.readInt();
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      texts.add(TextBytes.read(source));
    }
    return texts;
  }

  @Override
  public Parameters deserialize(Parameters reuse, DataInputView source) throws IOException {
    return deserialize(source);
  }

  @Override
  public TypeSerializerSnapshot<Parameters> snapshotConfiguration() {
    return new Snapshot();
  }

  /** What a savepoint keeps of it: its class. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<Parameters> {
    /** For reading a savepoint. */
    public Snapshot() {
      super(() -> INSTANCE);
    }
  }
}
