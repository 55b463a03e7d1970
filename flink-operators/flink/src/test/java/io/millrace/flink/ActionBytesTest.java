package io.millrace.flink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.core.Status;
import io.millrace.core.action.Action;
import io.millrace.core.action.BranchItem;
import io.millrace.core.action.Counter;
import io.millrace.core.action.Field;
import io.millrace.core.action.Graph;
import io.millrace.core.action.Halt;
import io.millrace.core.action.Outcome.Ending;
import io.millrace.core.action.Request;
import io.millrace.core.action.RunEvent;
import io.millrace.core.action.Step;
import io.millrace.flink.types.BranchItemTypeInfo;
import io.millrace.flink.types.NamedValuesTypeInfo;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.junit.jupiter.api.Test;

/** What savepoints keep of applications. The bytes in the resources are an API. */
class ActionBytesTest {

  private static final ActionTypes TYPES =
      ActionTypes.of(Graph.of("counter", Counter.Shape.FUNCTION.action()));

  private static final ActionEnd END = new ActionEnd(
      "app",
      "tenant",
      "r",
      31_536_001,
      Status.OK,
      Ending.HALTED_AFTER,
      "counter",
      1,
      10,
      Map.of("counter", 1L),
      Map.of("tracker", List.of(1L)),
      1_000);

  private static final ActionKept KEPT =
      new ActionKept(Map.of("count", 1L, "tracker", List.of(1L)), "counter", null, 1, 0, 5, 0);

  private static final List<ActionPending> PENDING = List.of(ActionPending.of(
          ActionCall.of("app", "r", Request.until(Halt.after("counter")))
              .wanting(Counter.COUNT)
              .withHeaders(Map.of("traceparent", "00")),
          1_000,
          70)
      .ending(Status.Code.CANCELLED.because("no"), true)
      .run(31_536_001, 2)
      .holding(80));

  /** Since applications are forked. */
  private static final List<ActionPending> PENDING_FORK = List.of(
      PENDING.get(0),
      ActionPending.of(
              ActionCall.of("new", "f", Request.until(Halt.after("counter")))
                  .forking(ActionFork.of("app").in("tenant").at(3)),
              1_000,
              70)
          .forked());

  private static String resource(String name) throws IOException {
    try (InputStream resource = ActionBytesTest.class.getResourceAsStream(name)) {
      byte[] bytes = Objects.requireNonNull(resource, name).readAllBytes();
      return new String(bytes, StandardCharsets.US_ASCII).replace("\n", "");
    }
  }

  private static <T> void assertGolden(String name, TypeInformation<T> type, T value)
      throws IOException {
    TypeSerializer<T> serializer = Stored.serializer(type);
    assertThat(Stored.bytes(serializer, value)).isEqualTo(resource(name + "-value.hex"));
    assertThat(Stored.snapshot(serializer)).isEqualTo(resource(name + "-serializer.hex"));
    TypeSerializerSnapshot<T> then = Stored.read(resource(name + "-serializer.hex"));
    assertThat(Stored.compatibility(serializer, then).isCompatibleAsIs()).isTrue();
    assertThat(Stored.value(then.restoreSerializer(), resource(name + "-value.hex")))
        .isEqualTo(value);
  }

  /** Of a version that knew less: it is read, and written as it is now. */
  private static <T> void assertMigrated(String name, TypeInformation<T> type, T value)
      throws IOException {
    TypeSerializerSnapshot<T> then = Stored.read(resource(name + "-serializer.hex"));
    assertThat(Stored.compatibility(Stored.serializer(type), then).isCompatibleAfterMigration())
        .isTrue();
    assertThat(Stored.value(then.restoreSerializer(), resource(name + "-value.hex")))
        .isEqualTo(value);
  }

  @Test
  void anApplicationOfAnEarlierSavepointIsReadAndWrittenTheSame() throws IOException {
    assertMigrated("action-application-1", TYPES.kept(), KEPT);
    assertGolden("action-application-2", TYPES.kept(), KEPT);
  }

  @Test
  void howARequestEndedByAnEarlierSavepointIsReadAndWrittenTheSame() throws IOException {
    assertGolden("action-end-1", TYPES.end(), END);
  }

  @Test
  void itsRequestsUnderWayOfAnEarlierSavepointAreReadAndWrittenTheSame() throws IOException {
    assertMigrated("action-pending-1", TYPES.pending(), PENDING);
    assertGolden("action-pending-2", TYPES.pending(), PENDING_FORK);
  }

  @Test
  void itsHistoryOfAnEarlierSavepointIsReadAndWrittenTheSame() throws IOException {
    assertGolden("action-past-1", TYPES.past(), new ActionPast(KEPT.state(), "counter"));
  }

  @Test
  void itemsOfBranchesOfAnEarlierSavepointAreReadAndWrittenTheSame() throws IOException {
    BranchItem inner = new BranchItem(
        1, "inner", new RunEvent.Item(new Step("inner", "say", 2, 1, true), 3, "word"));
    BranchItem outer = new BranchItem(
        0, "outer", new RunEvent.Item(new Step("outer", "all", 0, 0, true), 7, inner));
    assertGolden(
        "branch-item-1", BranchItemTypeInfo.of(List.of(String.class, Double.class)), outer);
  }

  /** An answer may be in the topic while the job is replaced by its next version. */
  @Test
  void whatAnEarlierVersionSaidAboutForksIsRead() throws IOException {
    Field<String> name = Field.ofString("name");
    Graph newer = Graph.of(
        "counter", Action.of(Long.class).reads(Counter.COUNT, name).run((state, inputs) -> {
          throw new AssertionError();
        }));
    ActionCallSchema old =
        ActionCallSchema.of(Graph.of("counter", Counter.Shape.FUNCTION.action()));
    ActionCall answer = ActionCall.fork("new", "f", ActionFork.of("app").at(3))
        .relayed(new ActionRelay(
            Status.OK, Map.of("count", 1L, "tracker", List.of(1L)), "counter", null, 4, 7));

    assertThat(old.deserialize(old.serialize(answer))).isEqualTo(answer);
    ActionCall read = ActionCallSchema.of(newer).deserialize(old.serialize(answer));
    assertThat(read.key()).isEqualTo("new");
    assertThat(Objects.requireNonNull(read.relay()).state()).isEqualTo(Map.of("count", 1L));
  }

  @Test
  void aNameThatWasAddedIsNotThereAndOneThatIsGoneIsSkipped() throws IOException {
    TypeSerializer<Map<String, Object>> old = Stored.serializer(
        NamedValuesTypeInfo.strict(Map.of("gone", Types.STRING, "stays", Types.LONG)));
    TypeSerializer<Map<String, Object>> now = Stored.serializer(
        NamedValuesTypeInfo.strict(Map.of("added", Types.STRING, "stays", Types.LONG)));

    assertThat(Stored.compatibility(now, old.snapshotConfiguration()).isCompatibleAsIs())
        .isTrue();
    assertThat(Stored.value(now, Stored.bytes(old, Map.of("gone", "x", "stays", 3L))))
        .isEqualTo(Map.of("stays", 3L));
  }

  @Test
  void aNameOfAnotherTypeIsNotCompatible() {
    TypeSerializer<Map<String, Object>> old =
        Stored.serializer(NamedValuesTypeInfo.strict(Map.of("x", Types.STRING)));
    TypeSerializer<Map<String, Object>> now =
        Stored.serializer(NamedValuesTypeInfo.strict(Map.of("x", Types.LONG)));

    assertThat(Stored.compatibility(now, old.snapshotConfiguration()).isIncompatible())
        .isTrue();
  }

  /** On the heap, values that were restored are there as they were, also those whose names are gone. */
  @Test
  void whatIsNotDeclaredIsLeftOutAndWhatIsOfAnotherTypeRefused() throws IOException {
    TypeSerializer<Map<String, Object>> strict =
        Stored.serializer(NamedValuesTypeInfo.strict(Map.of("x", Types.LONG)));

    assertThat(Stored.again(strict, Map.of("x", 1L, "y", "text"))).isEqualTo(Map.of("x", 1L));
    assertThatThrownBy(() -> Stored.bytes(strict, Map.of("x", "text")))
        .isInstanceOf(IOException.class)
        .hasMessage("value 'x' must be of its declared type but is a java.lang.String");
  }

  @Test
  void whatAStrangerWroteIsRefusedOnlyWhenItIsRead() throws IOException {
    TypeSerializer<Map<String, Object>> lenient =
        Stored.serializer(NamedValuesTypeInfo.lenient(Map.of("x", Types.LONG)));

    Map<String, Object> once = Stored.again(lenient, Map.of("x", "text", "y", 1));
    assertThat(Stored.again(lenient, once)).isEqualTo(once);
    assertThat(once.get("x"))
        .hasToString(
            "Refused[why=value 'x' must be of its declared type but is a java.lang.String]");
    assertThat(once.get("y"))
        .hasToString("Refused[why=value 'y' must be declared; declared are [x]]");
  }

  @Test
  void whatOnlyKryoCouldStoreIsRefusedByName() {
    record Hidden(long x) {}
    Field<Hidden> hidden = Field.of("hidden", Hidden.class);
    Graph graph = Graph.of("a", Action.of(Long.class).writes(hidden).run((state, inputs) -> {
      throw new AssertionError();
    }));

    assertThatThrownBy(() -> ActionTypes.of(graph))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("field 'hidden': ");
  }
}
