package io.millrace.flink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;

class RequestSnapshotTest {

  /** Behind Flink's mark. */
  private static final int VERSION_AT = 4;

  private static TypeSerializer<Request<String, String>> serializer() {
    return new RequestTypeInfo<>(Types.STRING, Types.STRING, new Keeper("echo", "echo:1.0.0"))
        .createSerializer(new SerializerConfigImpl());
  }

  private static byte[] written(int version) throws IOException {
    DataOutputSerializer target = new DataOutputSerializer(256);
    serializer().snapshotConfiguration().writeSnapshot(target);
    return ByteBuffer.wrap(target.getCopyOfBuffer()).putInt(VERSION_AT, version).array();
  }

  private static RequestSerializerSnapshot<String, String> read(byte[] bytes) throws IOException {
    RequestSerializerSnapshot<String, String> snapshot = new RequestSerializerSnapshot<>();
    snapshot.readSnapshot(
        snapshot.getCurrentVersion(),
        new DataInputDeserializer(bytes),
        RequestSnapshotTest.class.getClassLoader());
    return snapshot;
  }

  @Test
  void readsWhatItWroteAndWhoKeepsIt() throws IOException {
    RequestSerializer<String, String> restored =
        (RequestSerializer<String, String>) read(written(3)).restoreSerializer();
    assertThat(restored).isEqualTo(serializer());
    assertThat(restored.keeper()).isEqualTo(new Keeper("echo", "echo:1.0.0"));
  }

  @Test
  void refusesWhatALaterReleaseHasWritten() throws IOException {
    byte[] later = written(4);

    assertThatThrownBy(() -> read(later))
        .isInstanceOf(IOException.class)
        .hasMessage("operator 'echo', module echo:1.0.0: the format of state kept by"
            + " io.millrace.flink.RequestSerializerSnapshot must be of version 1 to 3 but is of"
            + " version 4: start the job with the release of Millrace that wrote it, or a later"
            + " one");
  }
}
