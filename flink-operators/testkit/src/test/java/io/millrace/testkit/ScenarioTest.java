package io.millrace.testkit;

import static io.millrace.testkit.Scenario.turn;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.core.Message;
import io.millrace.core.Status;
import io.millrace.core.StatusException;
import io.millrace.schemas.TokenClassificationResults;
import io.millrace.tasks.StandardTasks;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ScenarioTest {

  private static final Scenario TWO = Scenario.of(turn("a", "1"), turn("b", ""), turn("a", "2 "));

  @Test
  void messagesAreCountedByRequestAndEndRightAfterTheLastElement() {
    assertThat(TWO.messages())
        .containsExactly(
            Message.of("a", 0, "1"),
            Message.of("b", 0, ""),
            Message.end("b", 1),
            Message.of("a", 1, "2 "),
            Message.end("a", 2));
  }

  @Test
  void everyRequestKeepsTheOrderOfItsElements() {
    Map<String, Cutting> requests =
        Map.of("a", Cutting.of("1", "2", "3", "4"), "b", Cutting.of("x", "y"));
    SplittableRandom random = new SplittableRandom(3);
    List<Scenario> many =
        Stream.generate(() -> Scenario.interleaved(requests, random)).limit(200).toList();

    assertThat(many).allSatisfy(scenario -> assertThat(scenario.requests()).isEqualTo(requests));
    // All 15 ways to interleave four elements with two.
    assertThat(many.stream().distinct()).hasSize(15);
  }

  @Test
  void randomScenariosHoldTheTextsTheyWereGiven() {
    Scenario scenario = Scenario.random(List.of("one", "", "three"), new SplittableRandom(3));

    assertThat(scenario.requests().keySet()).containsExactlyInAnyOrder("r0", "r1", "r2");
    assertThat(scenario.requests().values().stream().map(Cutting::text))
        .containsExactlyInAnyOrder("one", "", "three");
  }

  @Test
  void aRequestOfNoElementsHasNoTurn() {
    assertThatThrownBy(
            () -> Scenario.interleaved(Map.of("a", Cutting.of()), new SplittableRandom(3)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("request 'a' needs at least one element but has none");
  }

  @Test
  void whatIsStreamedComesToWhatIsExpected() {
    var runner = StandardTasks.TOKEN_CLASSIFICATION.runner(DigitRuns.module(new DigitRuns()));

    assertThat(TWO.expected(runner))
        .containsEntry("a", new TokenClassificationResults(List.of(DigitRuns.span(0, "12")), null))
        .containsEntry("b", new TokenClassificationResults(List.of(), null));
    assertThat(TWO.streamed(runner))
        .containsEntry("a", List.of(DigitRuns.frame(0, "12 "), DigitRuns.frame(3, "")))
        .containsEntry("b", List.of(DigitRuns.frame(0, "")));
  }

  @Test
  void aFailingModuleFailsAtItsElementAndNotBefore() {
    var healthy = StandardTasks.TOKEN_CLASSIFICATION.runner(DigitRuns.module(new DigitRuns()));
    var failing = StandardTasks.TOKEN_CLASSIFICATION.runner(
        FailingModule.atElement(1, Status.Code.UNAVAILABLE.because("no model"), healthy));
    var read = failing.streamStream(Stream.of("a", "b")).iterator();

    assertThat(read.next()).isEqualTo(DigitRuns.frame(0, "a"));
    assertThatThrownBy(read::hasNext)
        .isInstanceOf(StatusException.class)
        .hasMessage("UNAVAILABLE: no model");
    assertThat(failing.streamStream(Stream.of("a"))).hasSize(2);
    assertThat(failing.parameters()).containsExactly(StandardTasks.THRESHOLD);
  }

  @Test
  void aFailingModuleNeedsAnElementToFailAt() {
    var healthy = StandardTasks.TOKEN_CLASSIFICATION.runner(DigitRuns.module(new DigitRuns()));

    assertThatThrownBy(
            () -> FailingModule.atElement(-1, Status.Code.INTERNAL.because("x"), healthy))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("element must be at least 0 but was -1");
  }
}
