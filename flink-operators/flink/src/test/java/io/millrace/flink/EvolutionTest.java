package io.millrace.flink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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

  private static final String WHAT_TO_DO =
      " Start the job with that one until its requests have ended; or change the type only as"
          + " docs/compatibility.md allows, by adding fields; or give the operator another uid and"
          + " allow state that is not restored, which drops the requests under way";

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
        .isEqualTo(new TokenizationResults(List.of(), null, null));
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
  void aStateOfAnotherKindIsRefusedWithBothVersionsAndWhatToDo() throws IOException {
    TypeSerializer<Request<String, String>> now = Stored.serializer(
        new RequestTypeInfo<>(Types.STRING, Types.STRING, new Keeper("tally", "tally:2.0.0")));
    TypeSerializer<Request<String, Long>> before = Stored.serializer(
        new RequestTypeInfo<>(Types.STRING, Types.LONG, new Keeper("tally", "tally:1.0.0")));
    TypeSerializerSnapshot<Request<String, String>> then = Stored.read(Stored.snapshot(before));
    assertThatThrownBy(() -> Stored.compatibility(now, then))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("operator 'tally' cannot go on from this savepoint: module tally:2.0.0 keeps"
            + " another type of state than module tally:1.0.0, which kept what is in it."
            + WHAT_TO_DO);
  }

  @Test
  void anInputOfAnotherKindIsRefusedAlsoFromAReleaseThatNamedNoModule() throws IOException {
    TypeSerializer<Request<Long, Tally>> now = Stored.serializer(new RequestTypeInfo<>(
        Types.LONG, StateTypes.of(Tally.class), new Keeper("tally", "tally:2.0.0")));
    TypeSerializerSnapshot<Request<Long, Tally>> then =
        Stored.read(resource("request-1-serializer.hex"));
    assertThatThrownBy(() -> Stored.compatibility(now, then))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("operator 'tally' cannot go on from this savepoint: module tally:2.0.0 takes"
            + " another input than an unnamed module, which kept what is in it." + WHAT_TO_DO);
  }
}
