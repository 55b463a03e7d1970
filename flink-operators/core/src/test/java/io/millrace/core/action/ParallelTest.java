package io.millrace.core.action;

import static io.millrace.core.action.Counter.COUNT;
import static io.millrace.core.action.Counter.NEW;
import static io.millrace.core.action.Counter.TRACKER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.core.action.Counter.Shape;
import io.millrace.core.action.Counter.Spec;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(60)
class ParallelTest {

  private static final Field<List<Long>> RESULTS = Field.listOf("results", Long.class);
  private static final Field<List<String>> FAILED = Field.listOf("failed", String.class);

  private static final Graph TWICE = Graph.builder()
      .action("first", Shape.FUNCTION.action())
      .action("second", Shape.ASYNC_CLASS.action())
      .transition("first", "second")
      .entry("first")
      .build();

  @ParameterizedTest
  @EnumSource
  void aGraphRunsOverSeveralStatesAndItsResultsAreInTheirOrder(Way way) {
    Application application = application(branches(8, n -> TWICE), all -> all);

    Way.Read read = way.read(application, Request.until(Halt.after("all")), StreamMode.HALTED);

    assertThat(read.get().state().get(RESULTS))
        .isEqualTo(IntStream.range(0, 8).mapToObj(n -> 100L * n + 2).toList());
    List<BranchItem> items = read.items().stream().map(BranchItem.class::cast).toList();
    assertThat(items).hasSize(160);
    for (int n = 0; n < 8; n++) {
      int index = n;
      List<BranchItem> own =
          items.stream().filter(item -> item.index() == index).toList();
      assertThat(own).extracting(BranchItem::branch).containsOnly("b" + n);
      assertThat(own.subList(0, 10))
          .extracting(item -> item.item().item())
          .isEqualTo(Counter.items(100L * n));
      assertThat(own.subList(10, 20)).allSatisfy(item -> {
        assertThat(item.item().step().action()).isEqualTo("second");
        assertThat(item.item().step().sequence()).isEqualTo(1);
      });
    }
  }

  @Test
  void withoutAReaderOfItemsTheResultsAreTheSame() {
    Application application = application(branches(8, n -> TWICE), all -> all);

    assertThat(application.run(Request.toTheEnd()).state().get(RESULTS)).hasSize(8);
  }

  @Test
  void theItemsOfBranchesComeInterleaved() throws Exception {
    CyclicBarrier bothThere = new CyclicBarrier(2);
    Action<Double, Long> meeting =
        Action.of(Double.class, Long.class).reads(COUNT).writes(COUNT).stream(
            (state, inputs, out) -> {
              out.accept(0.1);
              bothThere.await();
              out.accept(0.2);
              return new Final<>(1L, state.update(COUNT, 1L));
            });
    Application application = application(branches(2, n -> Graph.of("meet", meeting)), all -> all);

    Way.Read read =
        Way.BLOCKING.read(application, Request.until(Halt.after("all")), StreamMode.HALTED);

    List<Object> order =
        read.items().stream().map(item -> ((BranchItem) item).item().item()).toList();
    assertThat(order).containsExactly(0.1, 0.1, 0.2, 0.2);
  }

  @ParameterizedTest
  @EnumSource
  void oneFailureFailsTheStepAndStopsTheOthers(Way way) {
    Application application = application(branches(3, ParallelTest::secondFails), all -> all);

    Way.Read read = way.read(application, Request.until(Halt.after("all")), StreamMode.HALTED);

    assertThat(read.failure())
        .isInstanceOf(StepFailedException.class)
        .hasMessage("action 'all' (step 0, attempt 0) failed: action 'counter' (step 0, attempt 0)"
            + " failed: no b1");
    assertThat(application.state()).isEqualTo(NEW);
  }

  @ParameterizedTest
  @EnumSource
  void failuresAreCollectedIfSetSo(Way way) {
    Application application =
        application(branches(3, ParallelTest::secondFails), Parallel::collectingFailures);

    Way.Read read = way.read(application, Request.until(Halt.after("all")), StreamMode.HALTED);

    assertThat(read.get().state().get(RESULTS)).containsExactly(1L, 201L);
    assertThat(read.get().state().get(FAILED))
        .containsExactly("b1: action 'counter' (step 0, attempt 0) failed: no b1");
    assertThat(read.items()).hasSize(23);
  }

  @Test
  void aFailedBranchHasNoOutcome() {
    RuntimeException none = new IllegalStateException("none");
    BranchResult failed = new BranchResult("b", null, none);

    assertThatThrownBy(failed::get)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("branch 'b' failed")
        .hasCause(none);
  }

  @Test
  void noMoreRunAtATimeThanAreLet() {
    AtomicInteger now = new AtomicInteger();
    Set<Integer> seen = ConcurrentHashMap.newKeySet();
    Action<Double, Long> watched = Action.of(Double.class, Long.class)
        .reads(COUNT)
        .writes(COUNT)
        .streamAsync((state, inputs, out) -> {
          seen.add(now.incrementAndGet());
          out.accept(0.1);
          return CompletableFuture.supplyAsync(() -> {
            now.decrementAndGet();
            return new Final<>(1L, state.update(COUNT, 1L));
          });
        });
    Application application =
        application(branches(20, n -> Graph.of("one", watched)), all -> all.atATime(2));

    assertThat(application.run(Request.toTheEnd()).state().get(RESULTS)).hasSize(20);
    assertThat(seen).isSubsetOf(1, 2);
  }

  @Test
  void noBranchesAreNoItemsAndNoResults() {
    Application application = application(List.of(), all -> all);

    assertThat(application.run(Request.toTheEnd()).state().get(RESULTS)).isEmpty();
  }

  @Test
  void aParallelStepThatIsClosedStopsItsBranches() {
    AtomicInteger stopped = new AtomicInteger();
    CompletableFuture<Boolean> all = new CompletableFuture<>();
    Action<Double, Long> endless =
        Action.of(Double.class, Long.class).reads(COUNT).writes(COUNT).stream(
            (state, inputs, out) -> {
              try {
                while (true) {
                  out.accept(0.1);
                }
              } finally {
                if (stopped.incrementAndGet() == 3) {
                  all.complete(true);
                }
              }
            });
    Application application =
        application(branches(3, n -> Graph.of("endless", endless)), each -> each);
    try (StreamingResult result = application.streamResult(Request.until(Halt.after("all")))) {
      Set<String> seen = ConcurrentHashMap.newKeySet();
      for (BranchItem item : result.items(BranchItem.class)) {
        seen.add(item.branch());
        if (seen.size() == 3) {
          break;
        }
      }
    }

    assertThat(all.join()).isTrue();
    assertThat(application.state()).isEqualTo(NEW);
  }

  @Test
  void branchesHaveNamesOfTheirOwn() {
    Branch one = Branch.of("a", Shape.FUNCTION.action(), NEW);

    assertThatThrownBy(() -> Parallel.of(List.of(one, one)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("branches must have names of their own but two are 'a'");
    assertThatThrownBy(() -> Parallel.of(List.of(one)).atATime(0))
        .hasMessage("atATime must be at least 1 but was 0");
  }

  @Test
  void aBranchThatCannotBeginFails() {
    Branch lost = Branch.of("lost", TWICE, NEW).withRequest(Request.until(Halt.after("nowhere")));
    Application application = application(List.of(lost), all -> all);

    assertThatThrownBy(() -> application.run(Request.toTheEnd()))
        .hasMessageContaining("the request must not halt at action 'nowhere'");
  }

  @ParameterizedTest
  @EnumSource
  void anItemOfAClassThatIsNotDeclaredFailsTheStep(Way way) {
    Action<BranchItem, Long> declared = Action.of(BranchItem.class, Long.class)
        .branchItems(String.class, Long.class)
        .streamFrom((state, inputs) ->
            Parallel.of(branches(1, n -> TWICE)).map(results -> new Final<>(1L, state)));
    Application application = Application.of("app", Graph.of("all", declared), State.EMPTY);

    Way.Read read = way.read(application, Request.until(Halt.after("all")), StreamMode.HALTED);

    assertThat(read.failure())
        .hasMessage("action 'all' (step 0, attempt 0) failed: an intermediate result of branch 'b0'"
            + " of action 'all' must be one of [String, Long] but was a Double (0.1)");
  }

  @Test
  void onlyAnActionOfBranchesDeclaresTheirItems() {
    ActionBuilder.Streams<Double, Long> numbers =
        Action.of(Double.class, Long.class).branchItems(Double.class);

    assertThatThrownBy(() -> numbers.stream((state, inputs, out) -> new Final<>(1L, state)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "items of branches must be declared for an action of BranchItems but this is one"
                + " of Double");
  }

  @Test
  void theClassOfAnActionDeclaresThemToo() {
    SourceAction<BranchItem, Long> author = new SourceAction<>() {
      @Override
      public Class<BranchItem> itemType() {
        return BranchItem.class;
      }

      @Override
      public Class<Long> resultType() {
        return Long.class;
      }

      @Override
      public List<Field<?>> reads() {
        return List.of();
      }

      @Override
      public List<Field<?>> writes() {
        return List.of();
      }

      @Override
      public List<Class<?>> branchItems() {
        return List.of(Double.class);
      }

      @Override
      public Streaming<BranchItem, Long> streamRun(State state, Inputs inputs) {
        return Parallel.of(branches(2, n -> TWICE)).map(results -> (long) results.size());
      }

      @Override
      public State update(Long result, State state) {
        return state;
      }
    };

    Action<BranchItem, Long> action = Action.of(author);

    assertThat(action.branchItems()).containsExactly(Double.class);
    Application application = Application.of("app", Graph.of("all", action), State.EMPTY);
    try (StreamingResult result = application.streamResult(Request.until(Halt.after("all")))) {
      List<Object> values = new ArrayList<>();
      result.items(BranchItem.class).forEach(item -> values.add(item.value()));
      assertThat(values).hasSize(40).hasOnlyElementsOfType(Double.class);
      assertThat(result.get().result(Long.class)).isEqualTo(2);
    }
  }

  private static Graph secondFails(int n) {
    Spec spec = n == 1 ? Spec.GOOD.failingAfter(3, new IllegalStateException("no b1")) : Spec.GOOD;
    return Graph.of("counter", Shape.ITERATOR.action(spec));
  }

  private interface Graphs {
    Graph of(int n);
  }

  private static List<Branch> branches(int count, Graphs graphs) {
    List<Branch> branches = new ArrayList<>();
    for (int n = 0; n < count; n++) {
      State state = NEW.update(COUNT, 100L * n);
      Graph graph = graphs.of(n);
      Field<?>[] fields = graph.fields().values().toArray(Field<?>[]::new);
      branches.add(Branch.of("b" + n, graph, state.subset(fields)));
    }
    return branches;
  }

  private static Application application(List<Branch> branches, UnaryOperator<Parallel> setting) {
    Action<BranchItem, Long> all = Action.of(BranchItem.class, Long.class)
        .writes(RESULTS, FAILED)
        .streamFrom((state, inputs) -> setting
            .apply(Parallel.of(branches))
            .map(results -> new Final<>((long) results.size(), collected(state, results))));
    Graph graph =
        Graph.builder().action("all", all).fields(COUNT, TRACKER).entry("all").build();
    return Application.of("app", graph, NEW);
  }

  private static State collected(State state, List<BranchResult> results) {
    List<Long> ends = new ArrayList<>();
    List<String> failed = new ArrayList<>();
    for (BranchResult result : results) {
      if (result.isFailed() && result.error() != null) {
        failed.add(result.branch() + ": " + result.error().getMessage());
      } else {
        ends.add(result.get().state().get(COUNT));
      }
    }
    return state.update(RESULTS, ends).update(FAILED, failed);
  }
}
