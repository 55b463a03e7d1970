package io.millrace.core.action;

import static io.millrace.core.action.Counter.COUNT;
import static io.millrace.core.action.Counter.NEW;
import static io.millrace.core.action.Counter.TRACKER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.core.StatusException;
import io.millrace.core.action.Counter.Shape;
import java.util.List;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;

class GraphTest {

  private static final Field<String> PROMPT = Field.ofString("prompt");
  private static final Action<?, ?> COUNTER = Shape.FUNCTION.action();
  private static final Action<?, ?> SILENT = Shape.FUNCTION.plain();

  @Test
  void whatIsWrongWithAGraphIsSaidWhenItIsBuilt() {
    assertRefused(one()).hasMessage("the graph must have an entry but none was given");
    assertRefused(one().entry("b"))
        .hasMessage("the entry must name an action of the graph but names 'b'; there are a");
    assertRefused(one().entry("a").transition("a", "c"))
        .hasMessage(
            "the transition 'a' -> 'c' must name an action of the graph but names 'c'; there"
                + " are a");
    assertRefused(one().entry("a").onError("c", "a"))
        .hasMessage(
            "the transition 'c' -> 'a' must name an action of the graph but names 'c'; there"
                + " are a");
    assertRefused(
            one().action("b", COUNTER).action("c", COUNTER).transition("b", "c").entry("a"))
        .hasMessage("every action must be reachable from the entry 'a' but these are not: b, c");
    assertRefused(
            one().action("b", COUNTER).transition("a", "b").transition("a", "a").entry("a"))
        .hasMessage("action 'a' must have one default transition, after all others, but 'a' is a"
            + " second default to 'b'");
    assertRefused(one()
            .transition("a", "a")
            .transition("a", "a", Condition.when(COUNT, 1L))
            .entry("a"))
        .hasMessage("action 'a' must have one default transition, after all others, but 'a' comes"
            + " after that to 'a'");
    assertThatThrownBy(() -> one().action("a", COUNTER)).hasMessage("there are two actions 'a'");
    assertThatThrownBy(() -> one().action("a b", COUNTER))
        .hasMessage("an action's name must match [A-Za-z][A-Za-z0-9_-]* but was \"a b\"");
  }

  @Test
  void aFieldOfTwoTypesIsRefused() {
    Action<Void, Long> other = Action.of(Long.class)
        .writes(Field.ofString("count"))
        .run((state, inputs) -> new Final<>(1L, state));

    assertRefused(one().action("b", other).transition("a", "b").entry("a"))
        .hasMessage("field 'count' must be of one type but is a Long and a String");
  }

  @Test
  void aBindingThatAnActionDoesNotTakeIsRefused() {
    Action<Void, Long> asking = Action.of(Long.class)
        .inputs(Input.required(PROMPT))
        .run((state, inputs) -> new Final<>(1L, state));

    assertRefused(Graph.builder().action("ask", asking.bind(COUNT, 1L)).entry("ask"))
        .hasMessage("action 'ask' has no input 'count' to bind; its inputs are prompt");
    assertRefused(Graph.builder()
            .action("ask", asking.bind(PROMPT, "a").bind(COUNT, 1L))
            .entry("ask"))
        .hasMessage("action 'ask' has no input 'count' to bind; its inputs are prompt");
    assertRefused(Graph.builder()
            .action("ask", asking.bind(Field.ofLong("prompt"), 1L))
            .entry("ask"))
        .hasMessage("input 'prompt' of action 'ask' must be a String but was Long (1)");
  }

  @Test
  void aFieldDeclaredTwiceByAnActionIsRefused() {
    assertThatThrownBy(() -> Action.of(Long.class)
            .writes(COUNT, COUNT)
            .run((state, inputs) -> new Final<>(1L, state)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("'count' must be declared once as what is written but is twice");
  }

  @Test
  void inputsAreRequiredOrHaveADefault() {
    Field<Double> warmth = Field.ofDouble("warmth");
    Action<Void, String> asking = Action.of(String.class)
        .inputs(Input.required(PROMPT), Input.optional(warmth, 0.7))
        .run((state, inputs) ->
            new Final<>(inputs.get(PROMPT) + " at " + inputs.get(warmth), state));
    Application application = Application.of("app", Graph.of("ask", asking), State.EMPTY);

    assertThat(application.run(Request.toTheEnd().with(PROMPT, "hi")).result())
        .isEqualTo("hi at 0.7");
    Application next = Application.of("app", Graph.of("ask", asking), State.EMPTY);
    assertThatThrownBy(() -> next.run(Request.toTheEnd().with(warmth, 1.0)))
        .isInstanceOf(StepFailedException.class)
        .hasMessage("action 'ask' (step 0, attempt 0) failed: INVALID_ARGUMENT: input 'prompt' of"
            + " action 'ask' is required but was not given; given are warmth");
    assertThatThrownBy(() -> next.run(Request.toTheEnd().with(Field.ofLong("prompt"), 1L)))
        .hasMessage("action 'ask' (step 0, attempt 1) failed: INVALID_ARGUMENT: input 'prompt' of"
            + " action 'ask' must be a String but was Long (1)");
  }

  @Test
  void aRequestMayNameOnlyWhatTheGraphHas() {
    Application application = Application.of("app", loop(), NEW);

    assertThatThrownBy(() -> application.run(Request.until(Halt.after("x"))))
        .isInstanceOf(StatusException.class)
        .hasMessage(
            "INVALID_ARGUMENT: the request must not halt at action 'x', which the graph does"
                + " not have; it has counter, silent");
    assertThatThrownBy(() -> application.run(Request.until(Halt.beforeTag("x"))))
        .hasMessage(
            "INVALID_ARGUMENT: the request must not halt at tag 'x', which the graph does not"
                + " have; it has none");
    assertThatThrownBy(() -> application.run(Request.toTheEnd().with(PROMPT, "x")))
        .hasMessage(
            "INVALID_ARGUMENT: the request must not give input 'prompt', which the graph does"
                + " not have; it has none");
    assertThat(application.run(Request.until(Halt.before("counter"))).state().get(COUNT))
        .isEqualTo(10);
  }

  @Test
  void aStateMayHaveOnlyTheGraphsFields() {
    assertThatThrownBy(() -> Application.of("app", loop(), NEW.update(PROMPT, "x")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("no action declares field 'prompt' of the state; declared are count, tracker");
    assertThatThrownBy(() -> Application.of("app", loop(), State.of(Field.ofString("count"), "x")))
        .hasMessage("field 'count' must be a Long but was String (\"x\")");
    assertThatThrownBy(() -> Application.builder("app", loop())
            .progress(new Progress(NEW, "gone", null, 3, 0))
            .build())
        .hasMessage("there is no action 'gone'; there are counter, silent");
  }

  @Test
  void theFirstConditionThatHoldsIsTaken() {
    Condition low = Condition.when("count < 2", COUNT, count -> count < 2);
    Condition even = Condition.that("even", state -> state.get(COUNT) % 2 == 0, COUNT);

    assertThat(low.holds(NEW)).isTrue();
    assertThat(low.not().holds(NEW)).isFalse();
    assertThat(low.and(even).holds(NEW.update(COUNT, 1L))).isFalse();
    assertThat(low.or(even).holds(NEW.update(COUNT, 4L))).isTrue();
    assertThat(Condition.when(COUNT, 3L).holds(NEW.update(COUNT, 3L))).isTrue();
    assertThat(Condition.always().holds(State.EMPTY)).isTrue();
    assertThat(low.and(even).or(Condition.when(COUNT, 7L).not()))
        .hasToString("((count < 2 and even) or not count = 7)");
    Graph graph = Graph.builder()
        .action("a", SILENT)
        .action("b", SILENT)
        .action("c", SILENT)
        .action("d", SILENT)
        .transition("a", "b", Condition.when(COUNT, 5L))
        .transition("a", "c", low)
        .transition("a", "d", even)
        .transition("a", "a")
        .entry("a")
        .build();

    assertThat(graph.next(new Progress(NEW, "a", null, 1, 0))).contains("c");
    assertThat(graph.next(new Progress(NEW.update(COUNT, 4L), "a", null, 1, 0))).contains("d");
    assertThat(graph.next(new Progress(NEW.update(COUNT, 5L), "a", null, 1, 0))).contains("b");
    assertThat(graph.next(new Progress(NEW.update(COUNT, 7L), "a", null, 1, 0))).contains("a");
  }

  @Test
  void aConditionOnAFieldThatIsNotThereIsAnError() {
    Graph graph = Graph.builder()
        .action("silent", SILENT)
        .action("counter", COUNTER)
        .transition("silent", "counter", Condition.when(PROMPT, "go"))
        .entry("silent")
        .build();
    Application application = Application.of("app", graph, NEW);

    assertThatThrownBy(() -> application.run(Request.toTheEnd()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "condition 'prompt = go' needs field 'prompt', which the state does not have; it"
                + " has count, tracker");
    assertThat(application.progress().sequence()).isEqualTo(1);
    assertThatThrownBy(() -> Condition.that("sees", state -> state.has(TRACKER), COUNT)
            .and(Condition.when(PROMPT, "x"))
            .or(Condition.always())
            .not()
            .holds(State.EMPTY))
        .hasMessage(
            "condition 'sees' needs field 'count', which the state does not have; it has none");
  }

  @Test
  void aGraphIsDrawnForGraphviz() {
    assertThat(loop().toDot()).isEqualTo("""
        digraph application {
          " entry" [shape=point];
          "silent" [shape=box];
          "counter" [shape=box, style=rounded];
          " entry" -> "silent";
          "silent" -> "counter" [style=solid, label="count = 10"];
          "silent" -> "silent" [style=solid];
          "counter" -> "silent" [style=dashed, label="Exception"];
        }
        """);
  }

  @Test
  void aGraphIsDrawnForMermaid() {
    assertThat(loop().toMermaid()).isEqualTo("""
        flowchart TD
          a_silent["silent"]
          a_counter(["counter"])
          entry((" ")) --> a_silent
          a_silent -->|"count = 10"| a_counter
          a_silent --> a_silent
          a_counter -.->|"Exception"| a_silent
        """);
  }

  @Test
  void aLabelWithQuotesIsDrawnWithThem() {
    Graph graph = Graph.builder()
        .action("a", SILENT)
        .transition("a", "a", Condition.when("a \"b\" \\ #c", COUNT, count -> true))
        .entry("a")
        .build();

    assertThat(graph.toDot()).contains("label=\"a \\\"b\\\" \\\\ #c\"");
    assertThat(graph.toMermaid()).contains("|\"a #quot;b#quot; \\ #35;c\"|");
  }

  @Test
  void aGraphSaysWhatItIsMadeOf() {
    Graph graph = Graph.builder()
        .action("a", COUNTER.withTags("x").withTags("y", "x"))
        .fields(PROMPT)
        .entry("a")
        .build();

    assertThat(graph.tags()).containsExactly("x", "y");
    assertThat(graph.fields().keySet()).isEqualTo(java.util.Set.of("count", "prompt", "tracker"));
    assertThat(List.copyOf(graph.actions().keySet())).containsExactly("a");
  }

  private static Graph loop() {
    return Graph.builder()
        .action("silent", SILENT)
        .action("counter", COUNTER)
        .transition("silent", "counter", Condition.when(COUNT, 10L))
        .transition("silent", "silent")
        .onError("counter", "silent")
        .entry("silent")
        .build();
  }

  private static GraphBuilder one() {
    return Graph.builder().action("a", COUNTER);
  }

  private static AbstractThrowableAssert<?, ? extends Throwable> assertRefused(GraphBuilder graph) {
    return assertThatThrownBy(graph::build).isInstanceOf(IllegalArgumentException.class);
  }
}
