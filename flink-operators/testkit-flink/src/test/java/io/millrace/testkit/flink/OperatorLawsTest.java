package io.millrace.testkit.flink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.core.Parameters;
import io.millrace.core.task.Flavor;
import io.millrace.core.task.StateType;
import io.millrace.core.task.StreamStream;
import io.millrace.tasks.StandardTasks;
import io.millrace.testkit.Scenario;
import io.millrace.text.PatternEntities;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class OperatorLawsTest {

  private static final Parameters STARS = Parameters.of(Map.of("mark", "*"));

  @Test
  void aModuleOfOnesOwnKeepsTheLawInEveryOrdeal() {
    var proof = OperatorLaws.of(() -> DigitMask.runner(new DigitMask()))
        .parameters(STARS)
        .check();

    assertThat(proof.cuttings()).isGreaterThan(100);
  }

  @Test
  void aReadyModuleKeepsTheLawInEveryOrdeal() {
    OperatorLaws.of(() -> StandardTasks.TOKEN_CLASSIFICATION.runner(PatternEntities.module()))
        .texts("Write to ada@example.com or call +1 202-555-0143.")
        .runs(40)
        .check();
  }

  @Test
  void aModuleThatKeepsItsStateInAFieldFailsOnceItIsRestored() {
    assertThatThrownBy(OperatorLaws.of(() -> DigitMask.runner(new Forgetful()))::check)
        .isInstanceOf(AssertionError.class)
        .hasMessage("""
            module 'digit-mask' 1.0.0 does not keep the law of task 'digit-masking': wherever a module runs, it says what it says in plain Java
              wanted  request 'r1' to give [#, ]
              got     request 'r1' to give [#, #]
              where   STREAM_STREAM is native
              run     the operator STREAM_STREAM in Ordeal.of(1, Hardship.RESTORES_EVERYWHERE)
              found   in 20 elements of the operator STREAM_STREAM in Ordeal.of(1, Hardship.RESTORES_EVERYWHERE)
              re-run  OperatorLaws.of(runner).check(Flavor.STREAM_STREAM, Scenario.of(Scenario.turn("r1", "9"), Scenario.turn("r1", "2")), Ordeal.of(1, Hardship.RESTORES_EVERYWHERE));""");
  }

  @Test
  void aFailureIsRunAgainByTheLineThatItPrints() {
    var laws = OperatorLaws.of(() -> DigitMask.runner(new Forgetful()));

    assertThatThrownBy(() -> laws.check(
            Flavor.STREAM_STREAM,
            Scenario.of(Scenario.turn("r0", "1"), Scenario.turn("r0", "1")),
            Ordeal.of(1, Hardship.RESTORES_EVERYWHERE)))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("wanted  request 'r0' to give [#, ]")
        .hasMessageContaining("got     request 'r0' to give [#, #]");
  }

  @Test
  void aModuleWhoseStateLosesAComponentOnTheWayFailsOnceItIsRestored() {
    assertThatThrownBy(OperatorLaws.of(() -> DigitMask.runner(new Lossy()))::check)
        .isInstanceOf(AssertionError.class)
        .hasMessage("""
            module 'digit-mask' 1.0.0 does not keep the law of task 'digit-masking': wherever a module runs, it says what it says in plain Java
              wanted  request 'r1' to give [#, ]
              got     request 'r1' to give [#, #]
              where   STREAM_STREAM is native
              run     the operator STREAM_STREAM in Ordeal.of(1, Hardship.RESTORES_EVERYWHERE)
              found   in 20 elements of the operator STREAM_STREAM in Ordeal.of(1, Hardship.RESTORES_EVERYWHERE)
              re-run  OperatorLaws.of(runner).check(Flavor.STREAM_STREAM, Scenario.of(Scenario.turn("r1", "9"), Scenario.turn("r1", "2")), Ordeal.of(1, Hardship.RESTORES_EVERYWHERE));""");
  }

  @Test
  void aModuleWhoseStateWouldNeedKryoIsRefused() {
    assertThatThrownBy(OperatorLaws.of(() -> DigitMask.runner(new Kryo()))::check)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "java.lang.StringBuilder, is a java.lang.StringBuilder, which Flink could store with"
                + " Kryo only. Use public records or POJOs with at least one field, Avro records,"
                + " strings, primitives, enums, Instants, lists, sets and maps of these, but no"
                + " collection right inside another");
  }

  @Test
  void aRescaleNeedsARestore() {
    assertThatThrownBy(() -> Ordeal.of(1, Hardship.RESCALING))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "RESCALING needs FAILURES or RESTORES_EVERYWHERE beside it but has [RESCALING]");
    assertThatThrownBy(
            () -> OperatorLaws.of(() -> DigitMask.runner(new DigitMask())).runs(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("runs must be at least 1 but was 0");
  }

  /** Knows where it is by itself, as long as it lives: right in plain Java if requests do not interleave. */
  private static final class Forgetful extends DigitMask {
    private String sofar = "";

    @Override
    public Where open(Parameters parameters) {
      sofar = "";
      return super.open(parameters);
    }

    @Override
    public Where next(Where state, String element, Consumer<? super String> out) {
      boolean inDigits = !sofar.isEmpty() && Character.isDigit(sofar.charAt(sofar.length() - 1));
      sofar += element;
      return super.next(new Where(inDigits, state.mark()), element, out);
    }
  }

  /** Its state is a POJO with a field that Flink does not write. */
  static final class Lossy implements StreamStream<String, Lossy.Place, String> {

    /** What it keeps. */
    public static final class Place {
      public long elements;
      public transient boolean inDigits;
    }

    @Override
    public StateType<Place> stateType() {
      return StateType.of(Place.class);
    }

    @Override
    public Place open(Parameters parameters) {
      return new Place();
    }

    @Override
    public Place next(Place state, String element, Consumer<? super String> out) {
      var after = new DigitMask().next(new DigitMask.Where(state.inDigits, "#"), element, out);
      Place next = new Place();
      next.elements = state.elements + 1;
      next.inDigits = after.inDigits();
      return next;
    }

    @Override
    public void end(Place state, Consumer<? super String> out) {}
  }

  /** Its state is of a class of the JDK that Flink has no serializer for. */
  private static final class Kryo implements StreamStream<String, StringBuilder, String> {
    @Override
    public StateType<StringBuilder> stateType() {
      return StateType.of(StringBuilder.class);
    }

    @Override
    public StringBuilder open(Parameters parameters) {
      return new StringBuilder();
    }

    @Override
    public StringBuilder next(StringBuilder state, String element, Consumer<? super String> out) {
      out.accept(element);
      return state;
    }

    @Override
    public void end(StringBuilder state, Consumer<? super String> out) {}
  }
}
