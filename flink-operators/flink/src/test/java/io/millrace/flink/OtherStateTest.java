package io.millrace.flink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.core.action.Action;
import io.millrace.core.action.Field;
import io.millrace.core.action.Final;
import io.millrace.core.action.Graph;
import io.millrace.core.action.State;
import java.time.Duration;
import java.util.List;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.util.StateMigrationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Operators whose savepoint has what they cannot read say who they are, what differs and what to do. */
class OtherStateTest {

  private static final Field<String> COUNT = Field.of("count", String.class);

  private static ActionSetup other() {
    Action<Void, Long> first = Action.of(Long.class)
        .reads(COUNT)
        .writes(COUNT)
        .run((state, inputs) -> new Final<>(1L, state.update(COUNT, "one")));
    return ActionSetup.of(Graph.of("first", first)).withInitial(State.of(COUNT, "none"));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void anApplicationWhoseFieldHasAnotherType(boolean rocksdb) throws Exception {
    Placement alone = Placement.alone(false);
    Placement placement = rocksdb ? alone.onRocksdb() : alone;
    List<OperatorSubtaskState> kept = new KeptApplications().halfway(placement);
    assertThatThrownBy(() ->
            ActionHarness.restored(other(), placement, Duration.ofSeconds(30), 1, kept.get(0)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("operator 'chat' cannot read what its savepoint has of its applications: field"
            + " 'count' was Long and is String. Records and POJOs may gain and lose components; give"
            + " what has become another type another name, and the old values are left out");
  }

  @Test
  void whatElseFailsIsThrownAsItIs() throws Exception {
    IllegalStateException otherwise = new IllegalStateException("disk full");
    assertThatThrownBy(() -> OtherState.refused("ask", "it is", () -> {
          throw otherwise;
        }))
        .isSameAs(otherwise);
    assertThat(OtherState.refused("ask", "it is", () -> 7)).isEqualTo(7);
  }

  @Test
  void bothFormsAreSaid() {
    assertThatThrownBy(() -> OtherState.refused("ask", "the input of a request is", () -> {
          throw new IllegalStateException(new StateMigrationException("new A, old B"));
        }))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("operator 'ask' cannot go on from this savepoint: the input of a request is of"
            + " another type than when it was taken (new A, old B). Start the job as it was until"
            + " what is under way has ended; or change the types only as docs/compatibility.md"
            + " allows, by adding fields; or give the operator another uid and allow state that is"
            + " not restored, which drops it");
  }
}
