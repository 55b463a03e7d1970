package io.millrace.flink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.core.Message;
import io.millrace.core.Parameters;
import io.millrace.core.task.ModuleRunner;
import io.millrace.core.task.StateType;
import io.millrace.core.task.StreamStream;
import io.millrace.core.task.TaskModule;
import java.util.Objects;
import java.util.function.Consumer;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Modules whose state has a field more than when their operator's savepoint was taken. The files under {@code grown} were
 * written when {@code mood} was not there; they cannot be made again.
 */
class GrownStateTest {

  /** A state that is a record. */
  public record Tally(String text, long times, @Nullable String mood) {}

  /** A state that is a POJO. */
  public static class Jar {
    public String text = "";
    public long times;
    public @Nullable String mood;
  }

  private static final class OfRecord implements StreamStream<String, Tally, String> {
    @Override
    public StateType<Tally> stateType() {
      return StateType.of(Tally.class);
    }

    @Override
    public Tally open(Parameters parameters) {
      return new Tally("", 0, "calm");
    }

    @Override
    public Tally next(Tally state, String element, Consumer<? super String> out) {
      return new Tally(state.text() + element, state.times() + 1, state.mood());
    }

    @Override
    public void end(Tally state, Consumer<? super String> out) {
      out.accept(said(state.text(), state.times(), state.mood()));
    }
  }

  private static final class OfPojo implements StreamStream<String, Jar, String> {
    @Override
    public StateType<Jar> stateType() {
      return StateType.of(Jar.class);
    }

    @Override
    public Jar open(Parameters parameters) {
      Jar opened = new Jar();
      opened.mood = "calm";
      return opened;
    }

    @Override
    public Jar next(Jar state, String element, Consumer<? super String> out) {
      Jar next = new Jar();
      next.text = state.text + element;
      next.times = state.times + 1;
      next.mood = state.mood;
      return next;
    }

    @Override
    public void end(Jar state, Consumer<? super String> out) {
      out.accept(said(state.text, state.times, state.mood));
    }
  }

  private static String said(String text, long times, @Nullable String mood) {
    return text + " " + times + " " + Objects.requireNonNullElse(mood, "in no mood");
  }

  private static ModuleRunner<String, String, String, String> record() {
    return runner(new OfRecord());
  }

  private static ModuleRunner<String, String, String, String> pojo() {
    return runner(new OfPojo());
  }

  private static <S> ModuleRunner<String, String, String, String> runner(
      StreamStream<String, S, String> flavor) {
    return Echo.TASK.runner(TaskModule.named("tally", "3.0.0")
        .serves(Echo.TASK, as -> as.streamStream(flavor))
        .build());
  }

  private static KeyedOperator<String> operator(
      RunnerSupplier<String, String, String, String> runner) throws Exception {
    return KeyedOperator.streamStream(
        new OperatorSettings("tally", RequestLimits.DEFAULT, UnclaimedParameters.REFUSE), runner);
  }

  @ParameterizedTest
  @CsvSource({"record, false", "record, true", "pojo, false", "pojo, true"})
  void aModuleWhoseStateHasGrownGoesOnWithoutWhatIsNew(String kind, boolean rocksdb)
      throws Exception {
    KeyedOperator<String> operator =
        operator(kind.equals("record") ? GrownStateTest::record : GrownStateTest::pojo);
    OperatorSubtaskState kept =
        KeptState.read("../grown", kind + (rocksdb ? "-rocksdb" : "-heap")).get(0);
    RequestHarness<String> harness = RequestHarness.restored(operator, on(rocksdb), 1, kept);
    harness.push(Message.of("r", 2, "c"), Message.end("r", 3), Message.unary("s", "x"));
    assertThat(harness.output())
        .extracting(Message::payload)
        .containsExactly("abc 3 in no mood", null, "x 1 calm", null);
    harness.close();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aModuleThatKeepsSomethingElseIsRefusedByNameWithBothVersionsAndWhatToDo(boolean rocksdb)
      throws Exception {
    OperatorSubtaskState kept =
        KeptState.read("../grown", rocksdb ? "record-rocksdb" : "record-heap").get(0);
    KeyedOperator<String> other = operator(GrownStateTest::pojo);
    assertThatThrownBy(() -> RequestHarness.restored(other, on(rocksdb), 1, kept))
        .hasRootCauseInstanceOf(IllegalStateException.class)
        .hasRootCauseMessage("operator 'tally' cannot go on from this savepoint: module tally:3.0.0"
            + " keeps another type of state than module tally:2.0.0, which kept what is in it."
            + " Start the job with that one until its requests have ended; or change the type only"
            + " as docs/compatibility.md allows, by adding fields; or give the operator another"
            + " uid and allow state that is not restored, which drops the requests under way");
  }

  private static Placement on(boolean rocksdb) {
    return rocksdb ? Placement.alone(false).onRocksdb() : Placement.alone(false);
  }
}
