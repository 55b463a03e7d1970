package io.millrace.flink;

import io.millrace.core.Message;
import io.millrace.flink.types.ValueSerializerSnapshot;
import java.io.IOException;
import java.util.List;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSchemaCompatibility;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * What a savepoint keeps of a {@link RequestSerializer}: the version of the format, who keeps the requests, and what the
 * serializer's parts keep. Version 2 added the module that a request began with, behind a flag of its own: the bytes of
 * version 1 are read as they are. Version 3 added who keeps them, the operator's name and the module's id and version, which
 * stand first in every later version too.
 */
public final class RequestSerializerSnapshot<IE, S>
    extends ValueSerializerSnapshot<Request<IE, S>, RequestSerializer<IE, S>> {

  private static final int NAMES_ITS_KEEPER = 3;
  private static final int WORK = 1;

  private Keeper keeper = Keeper.UNKNOWN;

  /** For reading a savepoint. */
  public RequestSerializerSnapshot() {}

  RequestSerializerSnapshot(RequestSerializer<IE, S> serializer) {
    super(serializer);
    keeper = serializer.keeper();
  }

  @Override
  protected int getCurrentOuterSnapshotVersion() {
    return NAMES_ITS_KEEPER;
  }

  @Override
  protected void writeOuterSnapshot(DataOutputView out) throws IOException {
    out.writeUTF(keeper.operator());
    out.writeUTF(keeper.module());
  }

  @Override
  protected String readKeeper(int readVersion, DataInputView in) throws IOException {
    if (readVersion < NAMES_ITS_KEEPER) {
      return "";
    }
    keeper = new Keeper(in.readUTF(), in.readUTF());
    return "operator '" + keeper.operator() + "', " + keeper.moduleInWords() + ": ";
  }

  @Override
  @SuppressWarnings("unchecked")
  protected RequestSerializer<IE, S> serializer(List<TypeSerializer<?>> parts) {
    return new RequestSerializer<>(
        (TypeSerializer<Message<IE>>) parts.get(0), (TypeSerializer<S>) parts.get(1), keeper);
  }

  /**
   * Whether requests can go on.
   *
   * @throws IllegalStateException if they cannot, with the operator, both versions of the module and what to do, of which
   *     Flink's own message has nothing
   */
  @Override
  public TypeSerializerSchemaCompatibility<Request<IE, S>> resolveSchemaCompatibility(
      TypeSerializerSnapshot<Request<IE, S>> old) {
    TypeSerializerSchemaCompatibility<Request<IE, S>> outcome =
        super.resolveSchemaCompatibility(old);
    if (outcome.isIncompatible() && old instanceof RequestSerializerSnapshot<IE, S> before) {
      throw new IllegalStateException(refusal(before));
    }
    return outcome;
  }

  private String refusal(RequestSerializerSnapshot<IE, S> before) {
    String what = differs(WORK, before) ? "keeps another type of state" : "takes another input";
    return "operator '" + keeper.operator() + "' cannot go on from this savepoint: "
        + keeper.moduleInWords() + " " + what + " than " + before.keeper.moduleInWords()
        + ", which kept what is in it. Start the job with that one until its requests have ended;"
        + " or change the type only as docs/compatibility.md allows, by adding fields; or give the"
        + " operator another uid and allow state that is not restored, which drops the requests"
        + " under way";
  }

  @SuppressWarnings("unchecked")
  private boolean differs(int part, RequestSerializerSnapshot<IE, S> before) {
    TypeSerializerSnapshot<Object> now =
        (TypeSerializerSnapshot<Object>) getNestedSerializerSnapshots()[part];
    TypeSerializerSnapshot<Object> then =
        (TypeSerializerSnapshot<Object>) before.getNestedSerializerSnapshots()[part];
    return now.resolveSchemaCompatibility(then).isIncompatible();
  }
}
