package io.millrace.flink;

import static io.millrace.core.action.Counter.COUNT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.core.Message;
import io.millrace.core.action.Action;
import io.millrace.core.action.Branch;
import io.millrace.core.action.BranchItem;
import io.millrace.core.action.BranchResult;
import io.millrace.core.action.Field;
import io.millrace.core.action.Final;
import io.millrace.core.action.Graph;
import io.millrace.core.action.Halt;
import io.millrace.core.action.Parallel;
import io.millrace.core.action.Request;
import io.millrace.core.action.State;
import io.millrace.flink.types.BranchItemTypeInfo;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Steps of several branches on the operator. */
@Timeout(60)
class ActionParallelTest {

  private static final Field<List<String>> ENDS = Field.listOf("ends", String.class);

  /** Streams words, or numbers. */
  private interface Part {
    Graph graph();
  }

  private static Action<String, String> words(String... words) {
    return Action.of(String.class, String.class).reads(COUNT).stream((state, inputs, out) -> {
      List.of(words).forEach(out);
      return new Final<>(String.join(" ", words), state);
    });
  }

  private static Action<Double, Long> numbers() {
    return Action.of(Double.class, Long.class).reads(COUNT).writes(COUNT).stream(
        (state, inputs, out) -> {
          out.accept(0.5);
          out.accept(1.5);
          return new Final<>(2L, state.increment(COUNT));
        });
  }

  private static Action<String, String> failing() {
    return Action.of(String.class, String.class).reads(COUNT).stream((state, inputs, out) -> {
      out.accept("before");
      throw new IllegalStateException("not today");
    });
  }

  private static ActionSetup setup(UnaryOperator<Parallel> setting, Part... parts) {
    Action<BranchItem, Long> all = Action.of(BranchItem.class, Long.class)
        .reads(COUNT)
        .writes(ENDS)
        .branchItems(String.class, Double.class)
        .streamFrom((state, inputs) -> setting
            .apply(Parallel.of(branches(state, parts)))
            .map(results -> new Final<>((long) results.size(), state.update(ENDS, ends(results)))));
    Graph graph =
        Graph.builder().action("all", all).transition("all", "all").entry("all").build();
    return ActionSetup.of(graph).withInitial(State.of(COUNT, 7L));
  }

  private static List<Branch> branches(State state, Part... parts) {
    return IntStream.range(0, parts.length)
        .mapToObj(i -> Branch.of("b" + i, parts[i].graph(), state))
        .toList();
  }

  private static List<String> ends(List<BranchResult> results) {
    return results.stream()
        .map(each -> each.isFailed()
            ? "failed: " + each.error()
            : each.get().result() + " at " + each.get().state().get(COUNT))
        .toList();
  }

  private static ActionCall call(String request) {
    return ActionCall.of("app", request, Request.until(Halt.after("all"))).wanting(ENDS);
  }

  private static BranchItem branchItem(Message<ActionItem> message) {
    return ActionHarness.item(message).value(BranchItem.class);
  }

  private static List<Object> values(List<Message<ActionItem>> messages, String branch) {
    return messages.stream()
        .filter(each -> !each.last() && branchItem(each).branch().equals(branch))
        .map(each -> branchItem(each).value())
        .toList();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void itemsOfSeveralClassesComeNamedAndTheFinalStateIsThere(boolean rocksdb) throws Exception {
    ActionSetup setup = setup(
        all -> all,
        () -> Graph.of("words", words("good", "morning")),
        () -> Graph.of("numbers", numbers()));
    Placement placement = rocksdb ? Placement.alone(true).onRocksdb() : Placement.alone(false);
    try (ActionHarness harness = ActionHarness.open(setup, placement)) {
      harness.push(call("a"));
      ActionEnd end = harness.result();
      List<Message<ActionItem>> messages = harness.await(5);

      assertThat(values(messages, "b0")).containsExactly("good", "morning");
      assertThat(values(messages, "b1")).containsExactly(0.5, 1.5);
      assertThat(messages).extracting(Message::sequence).containsExactly(0L, 1L, 2L, 3L, 4L);
      assertThat(end.result(Long.class)).contains(2L);
      assertThat(end.get(ENDS)).contains(List.of("good morning at 7", "2 at 8"));
      assertThat(end.items()).isEqualTo(4);
    }
  }

  @Test
  void theItemsComeInterleavedAlsoOfMoreBranchesThanThereAreWorkers() throws Exception {
    CyclicBarrier meeting = new CyclicBarrier(2);
    Action<String, String> meets =
        Action.of(String.class, String.class).reads(COUNT).stream((state, inputs, out) -> {
          out.accept("before");
          meeting.await();
          out.accept("after");
          return new Final<>("met", state);
        });
    ActionSetup setup =
        setup(all -> all, () -> Graph.of("one", meets), () -> Graph.of("other", meets));
    try (ActionHarness harness = ActionHarness.open(setup, Placement.alone(true))) {
      harness.push(call("a"));
      List<Message<ActionItem>> messages = harness.await(5);

      assertThat(messages.stream().limit(4).map(each -> branchItem(each).value()))
          .containsExactly("before", "before", "after", "after");
    }
    Part[] many = new Part[30];
    Arrays.fill(many, (Part) () -> Graph.of("numbers", numbers()));
    try (ActionHarness harness =
        ActionHarness.open(setup(all -> all, many), Placement.alone(true))) {
      harness.push(call("a"));
      assertThat(harness.result().result(Long.class)).contains(30L);
      assertThat(harness.await(61)).hasSize(61);
    }
  }

  @Test
  void oneFailureFailsTheStep() throws Exception {
    ActionSetup setup = setup(
        all -> all, () -> Graph.of("words", words("good")), () -> Graph.of("failing", failing()));
    try (ActionHarness harness = ActionHarness.open(setup, Placement.alone(true))) {
      harness.push(call("a"));
      ActionEnd end = harness.failure();

      assertThat(end.status().message())
          .isEqualTo("action 'all' (step 0, attempt 0) failed: action 'failing' (step 0, attempt 0)"
              + " failed: not today");
      assertThat(end.step()).isZero();
      assertThat(end.get(ENDS)).isEmpty();
    }
  }

  @Test
  void failuresAreCollectedIfSetSo() throws Exception {
    ActionSetup setup = setup(
        Parallel::collectingFailures,
        () -> Graph.of("failing", failing()),
        () -> Graph.of("words", words("good")));
    try (ActionHarness harness = ActionHarness.open(setup, Placement.alone(true))) {
      harness.push(call("a"));
      ActionEnd end = harness.result();

      assertThat(end.get(ENDS).orElseThrow().get(0))
          .endsWith("action 'failing' (step 0, attempt 0) failed: not today");
      assertThat(end.get(ENDS).orElseThrow().get(1)).isEqualTo("good at 7");
      List<Message<ActionItem>> messages = harness.await(3);
      assertThat(values(messages, "b0")).containsExactly("before");
      assertThat(values(messages, "b1")).containsExactly("good");
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aRestoreInTheMiddleRunsAllBranchesAgainUnderAHigherAttempt(boolean rocksdb)
      throws Exception {
    Placement placement = rocksdb ? Placement.alone(true).onRocksdb() : Placement.alone(false);
    Action<String, String> hangs = Action.of(String.class, String.class)
        .reads(COUNT)
        .streamAsync((state, inputs, out) -> {
          out.accept("good");
          return new CompletableFuture<>();
        });
    OperatorSubtaskState snapshot;
    int before;
    try (ActionHarness harness = ActionHarness.open(
        setup(all -> all, () -> Graph.of("words", hangs), () -> Graph.of("numbers", numbers())),
        placement)) {
      harness.push(call("a"));
      before = harness.await(3).get(0).attempt();
      snapshot = harness.snapshot();
    }
    ActionSetup now = setup(
        all -> all,
        () -> Graph.of("words", words("good", "morning")),
        () -> Graph.of("numbers", numbers()));
    try (ActionHarness harness =
        ActionHarness.restored(now, placement, Duration.ofSeconds(30), 1, snapshot)) {
      ActionEnd end = harness.result();
      List<Message<ActionItem>> messages = harness.await(5);

      assertThat(messages.get(0).attempt()).isGreaterThan(before);
      assertThat(messages.get(0).sequence()).isZero();
      assertThat(values(messages, "b0")).containsExactly("good", "morning");
      assertThat(values(messages, "b1")).containsExactly(0.5, 1.5);
      assertThat(end.step()).isEqualTo(1);
      assertThat(end.get(ENDS)).contains(List.of("good morning at 7", "2 at 8"));
    }
  }

  @Test
  void anItemOfAClassThatIsNotDeclaredFailsTheStep() throws Exception {
    Action<Long, String> other =
        Action.of(Long.class, String.class).reads(COUNT).stream((state, inputs, out) -> {
          out.accept(3L);
          return new Final<>("", state);
        });
    try (ActionHarness harness = ActionHarness.open(
        setup(all -> all, () -> Graph.of("other", other)), Placement.alone(true))) {
      harness.push(call("a"));
      assertThat(harness.failure().status().message())
          .isEqualTo(
              "action 'all' (step 0, attempt 0) failed: an intermediate result of branch 'b0'"
                  + " of action 'all' must be one of [String, Double] but was a Long (3)");
    }
  }

  @Test
  void branchesWithinBranchesKeepAllTheirNames() throws Exception {
    Graph inner = setup(all -> all, () -> Graph.of("words", words("deep"))).graph();
    Graph once = Graph.of("all", inner.action("all"));
    ActionSetup setup = setup(all -> all, () -> once);
    try (ActionHarness harness = ActionHarness.open(setup, Placement.alone(false))) {
      harness.push(call("a"));
      harness.result();
      BranchItem item = branchItem(harness.await(2).get(0));

      TypeSerializer<BranchItem> serializer =
          Stored.serializer(BranchItemTypeInfo.of(List.of(String.class, Double.class)));
      BranchItem again = Stored.again(serializer, item);
      assertThat(again).isEqualTo(item);
      assertThat(again.value()).isEqualTo("deep");
      assertThat(again.item().item())
          .isInstanceOfSatisfying(
              BranchItem.class,
              within -> assertThat(within.item().step().action()).isEqualTo("words"));
    }
  }

  @Test
  void itemsOfBranchesWhoseClassesAreNotSaidAreRefused() {
    Action<BranchItem, Long> silent = Action.of(BranchItem.class, Long.class)
        .streamFrom((state, inputs) -> {
          throw new AssertionError();
        });

    assertThatThrownBy(() -> ActionTypes.of(Graph.of("all", silent)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("items of action 'all': the classes that a BranchItem may carry must be known:"
            + " say them with branchItems(…) where the action is declared");
  }
}
