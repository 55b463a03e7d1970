package io.millrace.core.task;

import static io.millrace.core.task.Counting.ADDING;
import static io.millrace.core.task.Counting.COUNTING;
import static io.millrace.core.task.Counting.STEP;
import static io.millrace.core.task.Counting.TELLING;
import static io.millrace.core.task.Counting.telling;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.core.Parameter;
import io.millrace.core.Parameters;
import io.millrace.core.StatusException;
import io.millrace.core.task.StateType.Both;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Counts down from a number, adds up what is counted, and tells each sum. */
class ModuleChainTest {

  private final List<String> events = new ArrayList<>();

  private ModuleRunner<Integer, Integer, Void, Integer> counter(Set<Flavor> natives) {
    return COUNTING.runner(TaskModule.named("counter", "1.0.0")
        .serves(COUNTING, as -> {
          if (natives.contains(Flavor.UNARY_STREAM)) {
            as.unaryStream(this::count);
          }
          if (natives.contains(Flavor.STREAM_STREAM)) {
            as.streamStream(new Counting.Each());
          }
          as.reads(STEP);
        })
        .holds(() -> events.add("closes counter"))
        .build());
  }

  private ModuleRunner<Void, Long, Void, Long> adder() {
    return ADDING.runner(TaskModule.named("adder", "1.0.0")
        .serves(ADDING, as -> as.streamStream(new Counting.Adder()).reads(STEP.withDefault(2L)))
        .holds(() -> events.add("closes adder"))
        .build());
  }

  private Stream<Integer> count(Integer from, Parameters parameters) {
    int step = parameters.get(STEP).intValue();
    return IntStream.iterate(from, n -> n > 0, n -> n - step)
        .boxed()
        .peek(n -> events.add("counts " + n))
        .onClose(() -> events.add("closes stream"));
  }

  private ModuleRunner<Integer, Integer, String, String> chain(Set<Flavor> natives) {
    return TELLING.runner(ModuleChain.of("counter", counter(natives))
        .then("adder", Integer::longValue, adder())
        .map(sum -> "<" + sum + ">")
        .module("teller", "1.0.0", TELLING));
  }

  @Test
  void eachPartReadsWhatTheOneBeforeHasSaidWhenItIsAskedFor() {
    var stream = chain(Set.of(Flavor.UNARY_STREAM)).unaryStream(3).iterator();

    assertThat(events).isEmpty();
    assertThat(stream.next()).isEqualTo("<5>");
    assertThat(events).containsExactly("counts 3");
    assertThat(stream.next()).isEqualTo("<9>");
    assertThat(events).containsExactly("counts 3", "counts 2");
  }

  @Test
  void closingTheStreamClosesThatOfTheFirstPart() {
    try (Stream<String> stream = chain(Set.of(Flavor.UNARY_STREAM)).unaryStream(3)) {
      assertThat(stream.iterator().next()).isEqualTo("<5>");
    }

    assertThat(events).containsExactly("counts 3", "closes stream");
  }

  @Test
  void aBatchIsReadItemByItemAndOneFailsAlone() {
    List<Outcome<Stream<String>>> outcomes =
        chain(Set.of(Flavor.UNARY_STREAM)).unaryStream().runBatch(List.of(1, 2), Parameters.NONE);

    assertThat(outcomes)
        .extracting(outcome -> outcome.get().toList())
        .containsExactly(List.of("<3>"), List.of("<4>", "<7>"));
  }

  @Test
  void pushedElementsGoThroughAllPartsAtOnceAndTheStateIsThoseOfTheParts() {
    var runner = chain(Set.of(Flavor.STREAM_STREAM));

    assertThat(runner.streamStream(Stream.of(1, 2)).toList()).containsExactly("<3>", "<7>", "<6>");
    assertThat(runner.streamStream().stateType())
        .isEqualTo(StateType.pair(StateType.of(Long.class), StateType.of(Long[].class)));
  }

  @Test
  void aStateIsLeftAsItWas() {
    assertReplays(chain(Set.of(Flavor.STREAM_STREAM)).streamStream());
  }

  private static <S> void assertReplays(StreamStream<Integer, S, String> flavor) {
    List<String> out = new ArrayList<>();
    S once = flavor.next(flavor.open(Parameters.NONE), 1, out::add);
    flavor.end(flavor.next(once, 2, out::add), out::add);
    List<String> again = new ArrayList<>();
    flavor.end(flavor.next(once, 2, again::add), again::add);

    assertThat(once).isInstanceOf(Both.class);
    assertThat(again).isNotEmpty().isEqualTo(out.subList(out.size() - again.size(), out.size()));
  }

  @Test
  void thePlanSaysWhatThePartsDo() {
    var both = chain(Set.of(Flavor.UNARY_STREAM, Flavor.STREAM_STREAM));

    assertThat(both.plan(Flavor.UNARY_STREAM))
        .hasToString("UNARY_STREAM is native; made of counter (UNARY_STREAM is native), then adder"
            + " (STREAM_STREAM is native)");
    assertThat(both.plan(Flavor.STREAM_STREAM).isNative()).isTrue();
    assertThat(both.plan(Flavor.UNARY_UNARY))
        .hasToString(
            "UNARY_UNARY from UNARY_STREAM: joins the output; buffers nothing; made of counter"
                + " (UNARY_STREAM is native), then adder (STREAM_STREAM is native)");
    assertThat(chain(Set.of(Flavor.STREAM_STREAM)).plan(Flavor.STREAM_UNARY))
        .hasToString("STREAM_UNARY from STREAM_STREAM: joins the output; buffers nothing; made of"
            + " counter (STREAM_STREAM is native), then adder (STREAM_STREAM is native)");
  }

  @Test
  void whatIsDerivedIsTheSame() {
    assertThat(chain(Set.of(Flavor.UNARY_STREAM)).unaryUnary(3)).isEqualTo("<5><9><12>");
  }

  @Test
  void parametersReachAllPartsThatReadThemOrTheOneThatIsNamed() {
    var runner = chain(Set.of(Flavor.UNARY_STREAM));

    assertThat(runner.unaryUnary(4, Parameters.of("step", 3))).isEqualTo("<7><11>");
    assertThat(runner.unaryUnary(4, Parameters.of("counter.step", 3))).isEqualTo("<6><9>");
    assertThat(runner.unaryUnary(4, Parameters.of(Map.of("adder.step", 1, "step", 3))))
        .isEqualTo("<5><7>");
    assertThat(runner.parameters())
        .extracting(Object::toString)
        .containsExactly(
            "step: long, between 1 and 10",
            "counter.step: long, between 1 and 10",
            "adder.step: long, between 1 and 10");
    assertThatThrownBy(() -> runner.unaryUnary(4, Parameters.of("adder.step", 11)))
        .isInstanceOf(StatusException.class)
        .hasMessage("INVALID_ARGUMENT: parameter 'adder.step' must be between 1 and 10 but was 11");
    assertThatThrownBy(() -> runner.unaryUnary(4, Parameters.of("teller.step", 1)))
        .isInstanceOf(StatusException.class)
        .hasMessage(
            "INVALID_ARGUMENT: parameter 'teller.step' is not read by module 'teller' for task"
                + " 'telling', which reads adder.step, counter.step, step");
  }

  @Test
  void whatTheTaskDoesNotDeclareIsReachedByTheNameOfItsPartOnly() {
    var task = telling();
    var runner = task.runner(ModuleChain.of("counter", counter(Set.of(Flavor.UNARY_STREAM)))
        .map(String::valueOf)
        .module("teller", "1.0.0", task));

    assertThat(runner.parameters())
        .extracting(Object::toString)
        .containsExactly("counter.step: long, between 1 and 10");
    assertThat(runner.unaryUnary(4, Parameters.of("counter.step", 3))).isEqualTo("41");
  }

  @Test
  void aParameterThatOnePartReadsHasThatPartsDefault() {
    var runner = TELLING.runner(ModuleChain.of("counter", counter(Set.of(Flavor.UNARY_STREAM)))
        .map(String::valueOf)
        .module("teller", "1.0.0", TELLING));

    assertThat(runner.parameters().get(0)).hasToString("step: long, between 1 and 10, default 1");
    assertThat(runner.unaryUnary(4, Parameters.of("counter.step", 3))).isEqualTo("41");
  }

  @Test
  void aChainIsAPartOfAnother() {
    var inner = chain(Set.of(Flavor.UNARY_STREAM));
    var outer = TELLING.runner(
        ModuleChain.of("inner", inner).map(told -> told + "!").module("outer", "1.0.0", TELLING));

    assertThat(outer.unaryUnary(4, Parameters.of("inner.adder.step", 1)))
        .isEqualTo("<5>!<9>!<12>!<14>!");
    assertThat(outer.parameters()).extracting(Parameter::name).contains("inner.adder.step");
  }

  @Test
  void aPartOfTheWholeAndOneOfAPartMayHaveOneName() {
    var inner = ADDING.runner(
        ModuleChain.of("counter", adder()).map(sum -> sum).module("inner", "1.0.0", ADDING));
    var outer = TELLING.runner(ModuleChain.of("counter", counter(Set.of(Flavor.UNARY_STREAM)))
        .then("inner", Integer::longValue, inner)
        .map(sum -> "<" + sum + ">")
        .module("outer", "1.0.0", TELLING));

    assertThat(outer.unaryUnary(4)).isEqualTo("<6><11><15><18>");
    assertThat(outer.unaryUnary(4, Parameters.of("counter.step", 3))).isEqualTo("<6><9>");
    assertThat(outer.unaryUnary(4, Parameters.of("inner.counter.step", 1)))
        .isEqualTo("<5><9><12><14>");
  }

  @Test
  void closingClosesAllPartsTheLastFirst() throws IOException {
    chain(Set.of(Flavor.UNARY_STREAM)).close();

    assertThat(events).containsExactly("closes adder", "closes counter");
  }

  @Test
  void whatPartsGiveUpTheWholeGivesUp() {
    var module = TaskModule.named("counter", "1.0.0")
        .serves(COUNTING, as -> as.unaryStream(this::count).reads(STEP).inexact("the order"))
        .build();
    var runner = TELLING.runner(ModuleChain.of("counter", COUNTING.runner(module))
        .then("adder", Integer::longValue, adder())
        .map(String::valueOf)
        .module("teller", "1.0.0", TELLING));

    assertThat(runner.givesUp()).contains("counter: the order");
  }

  @Test
  void theWholeIsDeterministicIfAllPartsAre() {
    var counter = COUNTING.runner(TaskModule.named("counter", "1.0.0")
        .serves(COUNTING, as -> as.unaryStream(this::count).reads(STEP).deterministic())
        .build());
    var alone = ModuleChain.of("counter", counter).map(String::valueOf);
    var behind = ModuleChain.of("counter", counter)
        .then("adder", Integer::longValue, adder())
        .map(String::valueOf);

    assertThat(TELLING.runner(alone.module("teller", "1.0.0", TELLING)).deterministic())
        .isTrue();
    assertThat(TELLING.runner(behind.module("teller", "1.0.0", TELLING)).deterministic())
        .isFalse();
  }

  @Test
  void whatDoesNotGoTogetherIsRefused() {
    var chain = ModuleChain.of("counter", counter(Set.of(Flavor.UNARY_STREAM)));
    assertThatThrownBy(() -> chain.then("counter", Integer::longValue, adder()))
        .hasMessage("a part's name must be its own but 'counter' is among [counter]");
    assertThatThrownBy(() -> ModuleChain.of("Counter", counter(Set.of(Flavor.UNARY_STREAM))))
        .hasMessage("a part's name must match [a-z][a-z0-9-]* but was \"Counter\"");
    var other = telling(Parameter.ofBoolean("step", true));
    assertThatThrownBy(() -> chain.map(String::valueOf).module("teller", "1.0.0", other))
        .hasMessage(
            "parameter 'step' is a boolean in task 'telling' but the module reads it as a long");
    Task<Integer, Void, String, Void> mute = Task.named("mute")
        .input(Integer.class, Void.class)
        .output(String.class, Void.class)
        .build();
    var silent = mute.runner(TaskModule.named("silent", "1.0.0")
        .serves(mute, as -> as.unaryUnary((n, parameters) -> ""))
        .build());
    assertThatThrownBy(() -> ModuleChain.of("silent", silent))
        .isInstanceOf(UnavailableFlavorException.class)
        .hasMessage(
            "module 'silent' cannot begin a chain: no streaming output of task 'mute' is to be"
                + " had from it");
  }
}
