package io.millrace.core.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StateTest {

  private static final Field<Long> COUNT = Field.ofLong("count");
  private static final Field<Double> RATE = Field.ofDouble("rate");
  private static final Field<String> PROMPT = Field.ofString("prompt");
  private static final Field<List<String>> HISTORY = Field.listOf("history", String.class);
  private static final Field<Map<String, Long>> VOTES = Field.mapOf("votes", Long.class);
  private static final State SOME = State.of(COUNT, 3L).update(PROMPT, "hi");

  record Turn(String who, List<String> words) {}

  record Careless(List<String> words) {
    Careless {
      words = new ArrayList<>(words);
    }
  }

  @Test
  void everyChangeGivesANewState() {
    State changed = SOME.update(COUNT, 4L)
        .append(HISTORY, "a")
        .extend(HISTORY, List.of("b", "c"))
        .increment(RATE, 0.5)
        .increment(COUNT)
        .increment(COUNT, 10);

    assertThat(changed).hasToString("{count=15, history=[a, b, c], prompt=hi, rate=0.5}");
    assertThat(SOME).hasToString("{count=3, prompt=hi}");
    assertThat(changed.wipe(HISTORY, RATE)).isEqualTo(SOME.update(COUNT, 15L));
    assertThat(changed.wipeAllBut(RATE)).hasToString("{rate=0.5}");
    assertThat(changed.subset(PROMPT, VOTES)).hasToString("{prompt=hi}");
    assertThat(SOME.merge(State.of(PROMPT, "ho").update(RATE, 1.0)))
        .hasToString("{count=3, prompt=ho, rate=1.0}");
  }

  @Test
  void aFieldThatIsNotThereIsNamedWithThoseThatAre() {
    assertThatThrownBy(() -> SOME.get(HISTORY))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("the state has no field 'history'; it has count, prompt");
    assertThatThrownBy(() -> State.EMPTY.get(COUNT))
        .hasMessage("the state has no field 'count'; it has none");
    assertThat(SOME.find(HISTORY)).isEmpty();
    assertThat(SOME.has(HISTORY)).isFalse();
    assertThat(SOME.has(COUNT)).isTrue();
  }

  @Test
  void aFieldOfAnotherTypeIsNamedWithWhatIsThere() {
    assertThatThrownBy(() -> SOME.get(Field.ofString("count")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("field 'count' must be a String but was Long (3)");
    assertThatThrownBy(() -> SOME.append(Field.listOf("prompt", String.class), "x"))
        .hasMessage("field 'prompt' must be a list of String but was String (\"hi\")");
    assertThatThrownBy(() -> SOME.increment(Field.ofLong("prompt")))
        .hasMessage("field 'prompt' must be a Long but was String (\"hi\")");
    assertThatThrownBy(() -> SOME.append(HISTORY, "a").get(Field.listOf("history", Long.class)))
        .hasMessage("an element of field 'history' must be a Long but was String (\"a\")");
  }

  @Test
  void aSumThatIsNoLongIsRefused() {
    assertThatThrownBy(() -> State.of(COUNT, Long.MAX_VALUE).increment(COUNT))
        .isInstanceOf(ArithmeticException.class);
  }

  @Test
  void aWiderTypeTakesANumberThatFits() {
    State read = State.of(Map.<String, Object>of("count", 3, "rate", 2L));

    assertThat(read.get(COUNT)).isEqualTo(3);
    assertThat(read.get(RATE)).isEqualTo(2.0);
    assertThatThrownBy(() -> State.of(Map.of("rate", Long.MAX_VALUE)).get(RATE))
        .hasMessage("field 'rate' must be a Double but was Long (9223372036854775807)");
  }

  @Test
  void whatIsGivenCannotBeChangedAfterwards() {
    List<String> given = new ArrayList<>(List.of("a"));
    Map<String, Long> votes = new HashMap<>(Map.of("yes", 1L));
    List<String> words = new ArrayList<>(List.of("hello"));
    Field<Turn> turn = Field.of("turn", Turn.class);
    Field<List<Turn>> turns = Field.listOf("turns", Turn.class);

    State state = State.of(HISTORY, given)
        .update(VOTES, votes)
        .update(turn, new Turn("anna", words))
        .append(turns, new Turn("ben", words));
    given.add("b");
    votes.put("no", 1L);
    words.add("world");

    assertThat(state.get(HISTORY)).containsExactly("a");
    assertThat(state.get(VOTES)).isEqualTo(Map.of("yes", 1L));
    assertThat(state.get(turn)).isEqualTo(new Turn("anna", List.of("hello")));
    assertThat(state.get(turns).get(0).words()).containsExactly("hello");
  }

  @Test
  void whatIsTakenCannotBeChangedEither() {
    State state = State.of(HISTORY, List.of("a")).update(VOTES, Map.of("yes", 1L));

    assertThatThrownBy(() -> state.get(HISTORY).add("b"))
        .isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> state.get(VOTES).put("no", 1L))
        .isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> state.asMap().put("x", 1L))
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void whatIsTakenOutOfAMapOfAllIsACopyToo() {
    Field<StringBuilder> draft =
        Field.copied("draft", StringBuilder.class, text -> new StringBuilder(text.toString()));
    StringBuilder given = new StringBuilder("a");
    State state = State.of(draft, given);
    given.append("b");
    state.asMap().values().forEach(value -> ((StringBuilder) value).append("c"));
    state.get(draft).append("d");

    assertThat(state.get(draft)).hasToString("a");
  }

  @Test
  void aRecordThatMakesItsListsChangeableIsRefused() {
    Field<Careless> field = Field.of("careless", Careless.class);

    assertThatThrownBy(() -> State.of(field, new Careless(List.of("a"))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("field 'careless' must be a record that keeps its lists and maps as given but"
            + " Careless makes changeable ones of them");
  }

  record Sorted(List<String> words) {
    Sorted {
      words = words.stream().sorted().toList();
    }
  }

  @Test
  void aRecordThatKeepsUnmodifiableListsOfItsOwnIsTaken() {
    Field<Sorted> field = Field.of("sorted", Sorted.class);

    assertThat(State.of(field, new Sorted(List.of("b", "a"))).get(field).words())
        .containsExactly("a", "b");
  }

  @Test
  void whatIsHeldIsNotCopiedAgain() {
    State state = State.of(HISTORY, List.of("a")).update(VOTES, Map.of("yes", 1L));

    assertThat(state.get(HISTORY)).isSameAs(state.get(HISTORY));
    assertThat(state.get(VOTES)).isSameAs(state.get(VOTES));
  }

  @Test
  void aNumberInAListIsWidenedToo() {
    State read = State.of(Map.of("numbers", List.of(1, 2)));

    assertThat(read.get(Field.listOf("numbers", Long.class))).containsExactly(1L, 2L);
  }

  @Test
  void aClassWhoseValuesCanBeChangedIsRefusedWithThePartThatCan() {
    record Deep(String name, List<StringBuilder> parts) {}

    assertThatThrownBy(() -> Field.of("text", StringBuilder.class))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("field 'text' must be of a class whose values nobody can change (a boolean, a"
            + " number, String, an enum, Instant, a record, List, Set or Map<String, …> of these) but"
            + " is of java.lang.StringBuilder");
    assertThatThrownBy(() -> Field.listOf("deep", Deep.class))
        .hasMessageStartingWith(
            "an element of Deep.parts of an element of field 'deep' must be of a"
                + " class whose values nobody can change");
    assertThatThrownBy(() -> State.of(Map.of("text", new StringBuilder("x"))))
        .hasMessage(
            "field 'text' must be a boolean, a number, a text, an enum, an instant, a record,"
                + " a list or a map of these, which nobody can change, but was StringBuilder (x)");
    assertThatThrownBy(() -> State.of(Map.of("map", Map.of(1, "x"))))
        .hasMessage("field 'map' must have texts as keys but has 1");
  }

  @Test
  void aNameOfAFieldIsAnIdentifier() {
    assertThatThrownBy(() -> Field.ofLong("a b"))
        .hasMessage("a field's name must match [a-z][A-Za-z0-9_]* but was \"a b\"");
  }

  @Test
  void theOrderOfAMapIsThatOfItsNames() {
    Field<Map<String, Long>> map = Field.mapOf("map", Long.class);
    Map<String, Long> given = new HashMap<>();
    for (long i = 0; i < 100; i++) {
      given.put("key" + i, i);
    }

    assertThat(List.copyOf(State.of(map, given).get(map).keySet())).isSorted();
    assertThat(State.of(map, given).get(map)).isEqualTo(given);
  }

  @Test
  void equalStatesAreEqualWhateverWayTheyCameAbout() {
    State one = State.of(COUNT, 1L).update(PROMPT, "a");
    State other = State.of(PROMPT, "b").update(COUNT, 1L).update(PROMPT, "a");

    assertThat(one).isEqualTo(other).hasSameHashCodeAs(other);
    assertThat(one.names()).isEqualTo(Set.of("count", "prompt"));
  }
}
