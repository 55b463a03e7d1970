package io.millrace.core.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** What an action sees of the state, and what of its writing counts. */
class ViewTest {

  private static final Field<Long> COUNT = Field.ofLong("count");
  private static final Field<String> SECRET = Field.ofString("secret");
  private static final Field<List<Long>> LOG = Field.listOf("log", Long.class);
  private static final State ALL = State.of(COUNT, 1L).update(SECRET, "x").update(LOG, List.of(7L));

  @Test
  void anActionSeesOnlyWhatItReads() {
    assertFails((state, inputs) -> {
          assertThat(state.names()).containsExactly("count");
          assertThat(state).hasToString("{count=1}");
          throw new IllegalStateException(state.get(SECRET));
        })
        .hasMessage(
            "action 'look' (step 0, attempt 0) failed: action 'look' does not declare to read"
                + " field 'secret'; it reads count");
  }

  @Test
  void whatItHasWrittenItSees() {
    Outcome outcome = run((state, inputs) -> {
      State written = state.update(LOG, List.of(1L));
      return new Final<>((long) written.get(LOG).size(), written);
    });

    assertThat(outcome.result(Long.class)).isEqualTo(1);
  }

  @Test
  void appendingToWhatItDoesNotReadKeepsWhatIsThere() {
    Outcome outcome = run((state, inputs) -> new Final<>(1L, state.append(LOG, 8L)));

    assertThat(outcome.state()).isEqualTo(ALL.append(LOG, 8L));
  }

  @Test
  void wipingIsWriting() {
    assertThat(run((state, inputs) -> new Final<>(1L, state.wipe(LOG))).state())
        .isEqualTo(ALL.wipe(LOG));
    assertFails((state, inputs) -> new Final<>(1L, state.wipe(SECRET)))
        .hasMessageEndingWith(
            "action 'look' does not declare to write field 'secret'; it writes log");
  }

  @Test
  void aSubsetForgetsWhatWasWrittenOutsideOfIt() {
    assertFails((state, inputs) -> new Final<>(1L, state.append(LOG, 8L).subset(COUNT)))
        .hasMessageEndingWith(
            "action 'look' must write what it declares but did not write log; it wrote none");
  }

  @Test
  void mergingWritesAllThatIsMerged() {
    assertThat(run((state, inputs) -> new Final<>(1L, state.merge(State.of(LOG, List.of()))))
            .state())
        .isEqualTo(ALL.update(LOG, List.of()));
    assertFails((state, inputs) -> new Final<>(1L, state.merge(ALL)))
        .hasMessageEndingWith(
            "action 'look' does not declare to write field 'count'; it writes log");
  }

  @Test
  void aStateOfItsOwnMakingIsAllWritten() {
    assertThat(
            run((state, inputs) -> new Final<>(1L, State.of(LOG, List.of(2L)))).state())
        .isEqualTo(ALL.update(LOG, List.of(2L)));
  }

  @Test
  void aStateKeptFromAnotherStepHasNothingWrittenInThisOne() {
    AtomicReference<State> kept = new AtomicReference<>(State.EMPTY);
    Graph graph = Graph.builder()
        .action("look", looking((state, inputs) -> {
          State written = state.append(LOG, 8L);
          State before = kept.getAndSet(written);
          return new Final<>(1L, before.equals(State.EMPTY) ? written : before.subset(COUNT));
        }))
        .transition("look", "look")
        .fields(SECRET)
        .entry("look")
        .build();
    Application application = Application.of("app", graph, ALL);
    application.run(Request.until(Halt.after("look")));

    assertThatThrownBy(() -> application.run(Request.until(Halt.after("look"))))
        .hasMessageEndingWith(
            "action 'look' does not declare to write field 'count'; it writes log");
    assertThat(application.state()).isEqualTo(ALL.append(LOG, 8L));
  }

  @Test
  void aWriteOfAnotherTypeIsRefusedByName() {
    assertFails(
            (state, inputs) -> new Final<>(1L, state.update(Field.ofString("log"), "all quiet")))
        .hasMessageEndingWith("field 'log' written by action 'look' must be a list of Long but was"
            + " String (\"all quiet\")");
  }

  private static Outcome run(ActionBuilder.Run<Long> function) {
    Graph graph = Graph.builder()
        .action("look", looking(function))
        .fields(SECRET)
        .entry("look")
        .build();
    return Application.of("app", graph, ALL).run(Request.toTheEnd());
  }

  private static org.assertj.core.api.AbstractThrowableAssert<?, ? extends Throwable> assertFails(
      ActionBuilder.Run<Long> function) {
    return assertThatThrownBy(() -> run(function)).isInstanceOf(StepFailedException.class);
  }

  private static Action<Void, Long> looking(ActionBuilder.Run<Long> function) {
    return Action.of(Long.class).reads(COUNT).writes(LOG).run(function);
  }
}
