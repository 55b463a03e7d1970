package io.millrace.flink;

import static io.millrace.core.action.Counter.COUNT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.core.action.Action;
import io.millrace.core.action.Field;
import io.millrace.core.action.Final;
import io.millrace.core.action.Graph;
import io.millrace.core.action.Halt;
import io.millrace.core.action.Request;
import io.millrace.core.action.State;
import io.millrace.core.action.TypedState;
import io.millrace.flink.Grown.Account;
import io.millrace.flink.Grown.Profile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.util.OperatorSnapshotUtil;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A savepoint of an older typed state goes on in a newer class of the same name. */
@Timeout(60)
class ActionEvolutionTest {

  private static final TypedState<Account> ACCOUNT = TypedState.of(Account.class);
  private static final Field<Profile> PROFILE = Field.of("profile", Profile.class);
  private static final Field<List<String>> LANGUAGES = Field.listOf("languages", String.class);

  static ActionCall visit(String request) {
    return ActionCall.of("app", request, Request.until(Halt.after("visit"))).wanting(COUNT);
  }

  private static ActionSetup setup() {
    Action<Void, Long> visit = Action.of(Long.class)
        .reads(fields())
        .writes(fields())
        .run((state, inputs) -> {
          Account account = ACCOUNT.from(state);
          Profile before = account.profile();
          Profile after = new Profile(
              before.name(), before.visits() + 1, before.nickname(), before.level() + 10);
          List<String> languages = account.languages() == null ? List.of("none") : List.of("some");
          State next = ACCOUNT.into(state, new Account(account.owner(), after, languages));
          return new Final<>((long) after.visits(), next.increment(COUNT));
        });
    return setup(visit);
  }

  private static ActionSetup setup(Action<Void, Long> visit) {
    return ActionSetup.of(Graph.builder()
        .action("visit", visit)
        .transition("visit", "visit")
        .entry("visit")
        .build());
  }

  private static Field<?>[] fields() {
    return new Field<?>[] {
      Field.ofString("owner"), ACCOUNT.field(PROFILE), ACCOUNT.field(LANGUAGES), COUNT
    };
  }

  private static OperatorSubtaskState savepoint() throws Exception {
    Path file =
        Path.of(Objects.requireNonNull(ActionEvolutionTest.class.getResource(OldSavepoint.NAME))
            .toURI());
    return OperatorSnapshotUtil.readStateHandle(file.toString());
  }

  private static ActionHarness restored(ActionSetup setup, boolean rocksdb) throws Exception {
    Placement placement = Placement.alone(true);
    return ActionHarness.restored(
        setup, rocksdb ? placement.onRocksdb() : placement, Duration.ofMinutes(1), 1, savepoint());
  }

  /** A record gains components while a field is added, and another is gone. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void anOldTypedStateIsReadByANewerClassAndItsRequestsGoOn(boolean rocksdb) throws Exception {
    try (ActionHarness harness = restored(setup(), rocksdb)) {
      ActionEnd underWay = harness.result();
      assertThat(underWay.requestId()).isEqualTo("b");
      assertThat(underWay.result(Long.class)).contains(4L);
      harness.push(visit("a"));
      ActionEnd stored = harness.result();
      assertThat(stored.requestId()).isEqualTo("a");
      assertThat(stored.get(COUNT)).contains(1L);
      harness.push(visit("c").wanting(fields()));
      ActionEnd next = harness.result();

      assertThat(next.get(COUNT)).contains(3L);
      assertThat(next.get(Field.ofString("owner"))).contains("anna");
      assertThat(next.get(PROFILE)).contains(new Profile("Anna", 5, null, 20));
      assertThat(next.get(LANGUAGES)).contains(List.of("some"));
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whatIsMigratedIsInTheNextSavepointAsTheNewerClassHasIt(boolean rocksdb) throws Exception {
    OperatorSubtaskState second;
    try (ActionHarness harness = restored(setup(), rocksdb)) {
      harness.result();
      second = harness.savepoint();
    }
    try (ActionHarness harness =
        ActionHarness.restored(setup(), Placement.alone(false), Duration.ofMinutes(2), 1, second)) {
      harness.push(visit("c").wanting(fields()));

      assertThat(harness.result().get(PROFILE)).contains(new Profile("Anna", 5, null, 20));
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aFieldThatHasBecomeAnotherTypeIsRefusedWithBothVersions(boolean rocksdb) {
    Field<Long> owner = Field.ofLong("owner");
    ActionSetup other = setup(Action.of(Long.class)
        .writes(owner)
        .run((state, inputs) -> new Final<>(1L, state.update(owner, 1L))));

    assertThatThrownBy(() -> restored(other, rocksdb).close())
        .hasStackTraceContaining("operator 'chat' cannot read what its savepoint has of its"
            + " applications: field 'owner' was String and is Long. Records and POJOs may gain and"
            + " lose components; give what has become another type another name, and the old"
            + " values are left out");
  }
}
