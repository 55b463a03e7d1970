package io.millrace.flink;

import io.millrace.core.Status;
import io.millrace.core.action.Graph;
import java.io.IOException;
import java.util.Objects;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.common.serialization.SerializationSchema;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSchemaCompatibility;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.jspecify.annotations.Nullable;

/**
 * Calls as bytes, for the topic by which {@link ActionStream#forks} come back in: a job's own, which nobody else writes.
 * Behind what Flink keeps of the types in a savepoint come the call's own bytes; so what an older version of the job wrote is
 * read as its savepoints are.
 */
public final class ActionCallSchema
    implements SerializationSchema<ActionCall>, DeserializationSchema<ActionCall> {

  private static final long serialVersionUID = 1L;

  private final TypeInformation<ActionCall> type;
  private transient @Nullable TypeSerializer<ActionCall> serializer;

  private ActionCallSchema(TypeInformation<ActionCall> type) {
    this.type = type;
  }

  /**
   * That of calls to applications of a graph.
   *
   * @throws IllegalArgumentException if something that the graph declares needs Kryo, naming it
   */
  public static ActionCallSchema of(Graph graph) {
    return new ActionCallSchema(ActionCall.type(graph));
  }

  /** What calls to one application have in common: the key of a record. */
  public static String key(ActionCall call) {
    return call.key();
  }

  /** What is sent in place of an answer that cannot be: that there is no state, and why. */
  public static ActionCall refused(ActionCall answer, Status why) {
    return answer.relayed(ActionRelay.refusal(why).to(Objects.requireNonNull(answer.relay())));
  }

  private TypeSerializer<ActionCall> serializer() {
    TypeSerializer<ActionCall> made = serializer;
    if (made == null) {
      made = type.createSerializer(new SerializerConfigImpl());
      serializer = made;
    }
    return made;
  }

  @Override
  public byte[] serialize(ActionCall call) {
    DataOutputSerializer bytes = new DataOutputSerializer(512);
    try {
      TypeSerializerSnapshot.writeVersionedSnapshot(bytes, serializer().snapshotConfiguration());
      serializer().serialize(call, bytes);
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "a call to application '" + call.application() + "' cannot be written", e);
    }
    return bytes.getCopyOfBuffer();
  }

  @Override
  public ActionCall deserialize(byte[] message) throws IOException {
    DataInputDeserializer bytes = new DataInputDeserializer(message);
    ClassLoader loader = Objects.requireNonNullElse(
        Thread.currentThread().getContextClassLoader(), getClass().getClassLoader());
    TypeSerializerSnapshot<ActionCall> then =
        TypeSerializerSnapshot.readVersionedSnapshot(bytes, loader);
    return reader(then).deserialize(bytes);
  }

  private TypeSerializer<ActionCall> reader(TypeSerializerSnapshot<ActionCall> then)
      throws IOException {
    TypeSerializerSchemaCompatibility<ActionCall> compatibility =
        serializer().snapshotConfiguration().resolveSchemaCompatibility(then);
    if (compatibility.isIncompatible()) {
      throw new IOException("a call of an earlier version of the job must be readable by this one"
          + " but is of types that did not evolve by Flink's rules");
    }
    if (compatibility.isCompatibleAsIs()) {
      return serializer();
    }
    return compatibility.isCompatibleWithReconfiguredSerializer()
        ? compatibility.getReconfiguredSerializer()
        : then.restoreSerializer();
  }

  @Override
  public boolean isEndOfStream(ActionCall next) {
    return false;
  }

  @Override
  public TypeInformation<ActionCall> getProducedType() {
    return type;
  }
}
