package io.millrace.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class ParametersTest {

  private static final Parameter<Double> THRESHOLD = Parameter.ofDouble("threshold", 0.5, 0, 1);
  private static final Parameter<Long> COUNT = Parameter.ofLong("count", 3, 1, 10);
  private static final Parameter<Boolean> QUIET = Parameter.ofBoolean("quiet", true);
  private static final Parameter<String> LANGUAGE =
      Parameter.ofString("language", "en").within(s -> s.length() == 2, "two letters");
  private static final Parameter<List<String>> LABELS =
      Parameter.ofStrings("labels", List.of()).withoutDefault();
  private static final List<Parameter<?>> ALL = List.of(THRESHOLD, COUNT, QUIET, LANGUAGE, LABELS);

  @Test
  void whatIsNotGivenIsTheDefault() {
    assertThat(Parameters.NONE.resolve(ALL, "the test"))
        .hasToString("{count=3, language=en, quiet=true, threshold=0.5}");
  }

  @Test
  void whatIsGivenTakesThePlaceOfTheDefault() {
    Parameters given = Parameters.of(Map.of(
        "threshold", 1, "count", 10, "quiet", false, "language", "de", "labels", Set.of("A")));

    Parameters resolved = given.resolve(ALL, "the test");

    assertThat(resolved.get(THRESHOLD)).isEqualTo(1.0);
    assertThat(resolved.get(COUNT)).isEqualTo(10L);
    assertThat(resolved.get(QUIET)).isFalse();
    assertThat(resolved.get(LANGUAGE)).isEqualTo("de");
    assertThat(resolved.get(LABELS)).containsExactly("A");
    assertThat(resolved.resolve(ALL, "the test")).isEqualTo(resolved);
  }

  @Test
  void anUnknownNameIsRefusedWithTheNamesThatAreRead() {
    assertRefused(() -> Parameters.of("treshold", 0.5).resolve(List.of(THRESHOLD, COUNT), "'pii'"))
        .hasMessage("INVALID_ARGUMENT: parameter 'treshold' is not read by 'pii', which reads"
            + " count, threshold");
    assertRefused(() -> Parameters.of("x", 1).resolve(List.of(), "'pii'"))
        .hasMessage("INVALID_ARGUMENT: parameter 'x' is not read by 'pii', which reads none");
  }

  @Test
  void aValueOutOfBoundsIsRefused() {
    assertThat(Parameters.of("threshold", 0).get(THRESHOLD)).isZero();
    assertRefused(() -> Parameters.of("threshold", 1.7).get(THRESHOLD))
        .hasMessage("INVALID_ARGUMENT: parameter 'threshold' must be between 0 and 1 but was 1.7");
    assertRefused(() -> Parameters.of("threshold", -0.001).get(THRESHOLD))
        .hasMessage(
            "INVALID_ARGUMENT: parameter 'threshold' must be between 0 and 1 but was -0.001");
    assertRefused(() -> Parameters.of("count", 11).get(COUNT))
        .hasMessage("INVALID_ARGUMENT: parameter 'count' must be between 1 and 10 but was 11");
    assertRefused(() -> Parameters.of("language", "deu").get(LANGUAGE))
        .hasMessage("INVALID_ARGUMENT: parameter 'language' must be two letters but was \"deu\"");
  }

  @Test
  void aValueOfAnotherTypeIsRefused() {
    assertRefused(() -> Parameters.of("threshold", "0.5").get(THRESHOLD))
        .hasMessage("INVALID_ARGUMENT: parameter 'threshold' must be a double but was \"0.5\"");
    assertRefused(() -> Parameters.of("count", 3.0).get(COUNT))
        .hasMessage("INVALID_ARGUMENT: parameter 'count' must be a long but was 3.0");
    assertRefused(() -> Parameters.of("quiet", 1).get(QUIET))
        .hasMessage("INVALID_ARGUMENT: parameter 'quiet' must be a boolean but was 1");
    assertRefused(() -> Parameters.of("language", List.of("en")).get(LANGUAGE))
        .hasMessage("INVALID_ARGUMENT: parameter 'language' must be a string but was [en]");
    assertRefused(() -> Parameters.of("labels", "A").get(LABELS))
        .hasMessage("INVALID_ARGUMENT: parameter 'labels' must be a list of strings but was \"A\"");
  }

  @Test
  void whatIsNoNumberIsRefused() {
    assertRefused(() -> Parameters.of("threshold", Double.NaN).get(THRESHOLD))
        .hasMessage("INVALID_ARGUMENT: parameter 'threshold' must be a double but was NaN");
    assertRefused(() -> Parameters.of("threshold", Double.POSITIVE_INFINITY).get(THRESHOLD))
        .hasMessage(
            "INVALID_ARGUMENT: parameter 'threshold' must be between 0 and 1 but was Infinity");
  }

  @Test
  void aNumberIsWidenedButNeverLosesDigits() {
    Parameter<Double> any = Parameter.ofDouble("any", 0, -1e300, 1e300);

    assertThat(Parameters.of("count", (byte) 3)).isEqualTo(Parameters.of("count", 3L));
    assertThat(Parameters.of("count", (short) 3).get(COUNT)).isEqualTo(3L);
    assertThat(Parameters.of("any", 0.5f).get(any)).isEqualTo(0.5);
    assertThat(Parameters.of("any", 1L << 60).get(any)).isEqualTo(0x1p60);
    assertRefused(() -> Parameters.of("any", (1L << 53) + 1).get(any))
        .hasMessage("INVALID_ARGUMENT: parameter 'any' must be a double but was 9007199254740993");
    assertRefused(() -> Parameters.of("any", Long.MAX_VALUE).get(any))
        .hasMessage(
            "INVALID_ARGUMENT: parameter 'any' must be a double but was 9223372036854775807");
  }

  @Test
  void aValueOfNoKnownTypeIsRefusedAtOnce() {
    assertRefused(() -> Parameters.of("x", Map.of()))
        .hasMessage(
            "INVALID_ARGUMENT: parameter 'x' must be a boolean, a number, a string or a list"
                + " of strings but was {}");
    assertRefused(() -> Parameters.of("x", List.of(1)))
        .hasMessage(
            "INVALID_ARGUMENT: parameter 'x' must be a boolean, a number, a string or a list"
                + " of strings but was [1]");
    Map<String, Object> absent = new HashMap<>();
    absent.put("x", null);
    assertRefused(() -> Parameters.of(absent))
        .hasMessage(
            "INVALID_ARGUMENT: parameter 'x' must be a boolean, a number, a string or a list"
                + " of strings but was null");
  }

  @Test
  void aParameterWithoutDefaultIsAbsentUnlessGiven() {
    assertThat(Parameters.NONE.find(LABELS)).isEmpty();
    assertThat(Parameters.NONE.find(COUNT)).contains(3L);
    assertRefused(() -> Parameters.NONE.get(LABELS))
        .hasMessage("INVALID_ARGUMENT: parameter 'labels' is needed and has no default");
  }

  @Test
  void someCanBeTakenAndTheRestHandedOn() {
    Parameters all = Parameters.of(Map.of("a", 1, "b", 2, "c", 3));

    assertThat(all.only(Set.of("a", "x"))).isEqualTo(Parameters.of("a", 1));
    assertThat(all.without(Set.of("a", "x"))).isEqualTo(Parameters.of(Map.of("b", 2, "c", 3)));
    assertThat(all.only(Set.of())).isSameAs(Parameters.NONE);
    assertThat(all.without(Set.of("a", "b", "c"))).isSameAs(Parameters.NONE);
    assertThat(all).hasToString("{a=1, b=2, c=3}").isEqualTo(all.only(Set.of("a", "b", "c")));
  }

  @Test
  void oneMoreLeavesTheOthersAsTheyWere() {
    Parameters before = Parameters.of("count", 3);

    assertThat(before.with(COUNT, 4L).with(LABELS, List.of("A")))
        .hasToString("{count=4, labels=[A]}");
    assertThat(before).hasToString("{count=3}");
    assertRefused(() -> before.with(COUNT, 11L))
        .hasMessage("INVALID_ARGUMENT: parameter 'count' must be between 1 and 10 but was 11");
  }

  @Test
  void valuesAreCopiedInAndCannotBeChanged() {
    List<String> labels = new ArrayList<>(List.of("A"));
    Parameters parameters = Parameters.of("labels", labels);
    labels.add("B");

    assertThat(parameters.get(LABELS)).containsExactly("A");
    assertThatThrownBy(() -> parameters.asMap().clear())
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void aDeclarationRefusesADefaultOutOfItsBounds() {
    assertRefused(() -> THRESHOLD.withDefault(2.0))
        .hasMessage("INVALID_ARGUMENT: parameter 'threshold' must be between 0 and 1 but was 2.0");
    assertRefused(() -> LANGUAGE.within(s -> s.equals("de"), "\"de\""))
        .hasMessage("INVALID_ARGUMENT: parameter 'language' must be \"de\" but was \"en\"");
    assertThatThrownBy(() -> Parameter.ofBoolean("Quiet", true))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a parameter's name must match [a-z][a-z0-9_]* but was \"Quiet\"");
  }

  @Test
  void aDeclarationSaysWhatItIs() {
    assertThat(THRESHOLD).hasToString("threshold: double, between 0 and 1, default 0.5");
    assertThat(Parameter.ofDouble("p", 0.1, 0.05, 0.5))
        .hasToString("p: double, between 0.05 and 0.5, default 0.1");
    assertThat(LABELS).hasToString("labels: list of strings, a list of texts");
    assertThat(COUNT.withDefault(4L)).hasToString("count: long, between 1 and 10, default 4");
  }

  private static AbstractThrowableAssert<?, ?> assertRefused(ThrowingCallable refused) {
    return assertThatThrownBy(refused).isInstanceOf(StatusException.class);
  }
}
