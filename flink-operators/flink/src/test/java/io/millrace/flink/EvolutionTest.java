package io.millrace.flink;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.Parameters;
import io.millrace.flink.types.StateTypes;
import io.millrace.schemas.Token;
import io.millrace.schemas.TokenizationResults;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.formats.avro.typeutils.AvroSerializerSnapshot;
import org.apache.flink.util.StringUtils;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A savepoint is read by a later version of the module, whose state has changed, or of this library. */
class EvolutionTest {

  /** The state of a module. What {@code request-1} holds was written when it had no mood. */
  public record Tally(String text, long times, @Nullable String mood) {}

  private static String resource(String name) throws IOException {
    try (InputStream resource = EvolutionTest.class.getResourceAsStream(name)) {
      byte[] bytes = Objects.requireNonNull(resource, name).readAllBytes();
      return new String(bytes, StandardCharsets.US_ASCII).replace("\n", "");
    }
  }

  private static Request<String, Tally> request(Tally tally) {
    return new Request<>(
        1, 2, tally, Map.of(), Parameters.NONE, Arrivals.none(), 1, 2, 0, 0, 3, "");
  }

  @Test
  void aRecordThatGainedAComponentIsReadWithoutIt() throws IOException {
    TypeSerializer<Request<String, Tally>> now =
        Stored.serializer(new RequestTypeInfo<>(Types.STRING, StateTypes.of(Tally.class)));
    TypeSerializerSnapshot<Request<String, Tally>> then =
        Stored.read(resource("request-1-serializer.hex"));
    assertThat(Stored.compatibility(now, then).isCompatibleAfterMigration()).isTrue();
    Request<String, Tally> read =
        Stored.value(then.restoreSerializer(), resource("request-1-value.hex"));
    assertThat(read).isEqualTo(request(new Tally("held", 3, null)));
    Request<String, Tally> written = request(new Tally("held", 3, "calm"));
    assertThat(Stored.again(now, written)).isEqualTo(written);
  }

  @Test
  void aRequestKeptBeforeModulesWereNamedHasNone() throws IOException {
    TypeSerializerSnapshot<Request<String, Tally>> then =
        Stored.read(resource("request-1-serializer.hex"));
    Request<String, Tally> read =
        Stored.value(then.restoreSerializer(), resource("request-1-value.hex"));
    assertThat(read.module()).isEmpty();
  }

  @Test
  void aRequestKeptWithItsModuleIsRead() throws IOException {
    TypeSerializer<Request<String, Tally>> now =
        Stored.serializer(new RequestTypeInfo<>(Types.STRING, StateTypes.of(Tally.class)));
    TypeSerializerSnapshot<Request<String, Tally>> then =
        Stored.read(resource("request-2-serializer.hex"));
    assertThat(Stored.compatibility(now, then).isCompatibleAsIs()).isTrue();
    Tally tally = new Tally("held", 3, "calm");
    assertThat(Stored.value(then.restoreSerializer(), resource("request-2-value.hex")))
        .isEqualTo(new Request<>(
            1, 2, tally, Map.of(), Parameters.NONE, Arrivals.none(), 1, 2, 0, 0, 3, "s3://m/2"));
  }

  @Test
  void anAvroRecordThatGainedAFieldIsReadWithItsDefault() throws IOException {
    TypeSerializer<TokenizationResults> now =
        Stored.serializer(StateTypes.of(TokenizationResults.class));
    Schema before = SchemaBuilder.record("TokenizationResults")
        .namespace("io.millrace.schemas")
        .fields()
        .name("results")
        .type(Schema.createArray(Token.getClassSchema()))
        .noDefault()
        .endRecord();
    TypeSerializerSnapshot<TokenizationResults> then =
        Stored.read(avroSnapshot(TokenizationResults.class, before));
    assertThat(Stored.compatibility(now, then).isCompatibleAfterMigration()).isTrue();
    // No tokens, and nothing after them.
    assertThat(Stored.value(then.restoreSerializer(), "00"))
        .isEqualTo(new TokenizationResults(List.of(), null));
  }

  /** What Flink's Avro serializer leaves in a savepoint. */
  private static String avroSnapshot(Class<?> type, Schema schema) throws IOException {
    DataOutputSerializer target = new DataOutputSerializer(64);
    target.writeUTF(AvroSerializerSnapshot.class.getName());
    target.writeInt(3);
    StringUtils.writeString(type.getName(), target);
    StringUtils.writeString(schema.toString(), target);
    return HexFormat.of().formatHex(target.getCopyOfBuffer());
  }

  @Test
  void aStateOfAnotherKindIsRefused() throws IOException {
    TypeSerializer<Request<String, String>> now =
        Stored.serializer(new RequestTypeInfo<>(Types.STRING, Types.STRING));
    TypeSerializerSnapshot<Request<String, String>> then =
        Stored.read(resource("request-1-serializer.hex"));
    assertThat(Stored.compatibility(now, then).isIncompatible()).isTrue();
  }
}
