package io.millrace.flink.types;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.apache.flink.api.common.typeutils.CompositeTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataInputView;

/**
 * What a savepoint keeps of a {@link ValueSerializer}: its format's version, and what its parts keep. A newer version than
 * this one knows is refused with both numbers; the parts evolve by their own rules.
 *
 * @param <T> the value
 * @param <S> its serializer
 */
public abstract class ValueSerializerSnapshot<T, S extends ValueSerializer<T>>
    extends CompositeTypeSerializerSnapshot<T, S> {

  /** For reading a savepoint. */
  protected ValueSerializerSnapshot() {}

  /** For writing one. */
  protected ValueSerializerSnapshot(S serializer) {
    super(serializer);
  }

  /** The serializer, given those of its parts. */
  protected abstract S serializer(List<TypeSerializer<?>> parts);

  @Override
  protected int getCurrentOuterSnapshotVersion() {
    return 1;
  }

  /**
   * Reads who keeps the state, where that stands before all else. It may be of a later version than this one: then it is all
   * that can be told of it.
   *
   * @return the same in words that begin an error message; empty if it is not written down
   */
  protected String readKeeper(int readVersion, DataInputView in) throws IOException {
    return "";
  }

  /** A later release may write bytes that this one would take for others. */
  @Override
  protected final void readOuterSnapshot(
      int readVersion, DataInputView in, ClassLoader userCodeClassLoader) throws IOException {
    String keeper = readKeeper(readVersion, in);
    int newest = getCurrentOuterSnapshotVersion();
    if (readVersion < 1 || readVersion > newest) {
      throw new IOException(keeper + "the format of state kept by " + getClass().getName()
          + " must be of version 1 to " + newest + " but is of version " + readVersion
          + ": start the job with the release of Millrace that wrote it, or a later one");
    }
  }

  @Override
  protected final TypeSerializer<?>[] getNestedSerializers(S outer) {
    return outer.parts().toArray(TypeSerializer<?>[]::new);
  }

  @Override
  protected final S createOuterSerializerWithNestedSerializers(TypeSerializer<?>[] nested) {
    return serializer(Arrays.asList(nested));
  }
}
