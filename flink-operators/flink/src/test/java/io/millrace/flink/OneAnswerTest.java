package io.millrace.flink;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.Message;
import io.millrace.core.Status;
import io.millrace.core.task.ModuleRunner;
import io.millrace.testkit.Scenario;
import io.millrace.testkit.Texts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** One scenario through plain Java and through the operator, stopped anywhere and restored, by one task and by three. */
class OneAnswerTest {

  private static final int SCENARIOS = 6;
  private static final int TEXTS = 24;

  static final List<Subject<?, ?>> SUBJECTS = Subject.ALL;

  @ParameterizedTest
  @FieldSource("SUBJECTS")
  void theOperatorSaysWhatPlainJavaSays(Subject<?, ?> subject) throws Exception {
    for (int seed = 0; seed < SCENARIOS; seed++) {
      check(subject, seed);
    }
  }

  private static <O, OE> void check(Subject<O, OE> subject, int seed) throws Exception {
    Random random = new Random(seed);
    List<String> texts =
        Texts.standard().stream(random).skip(seed * (long) TEXTS).limit(TEXTS).toList();
    Delivery delivery = Delivery.of(Scenario.random(texts, random), random);
    OperatorSettings settings =
        new OperatorSettings("task", RequestLimits.DEFAULT, UnclaimedParameters.REFUSE);
    Answers<OE> streamed =
        answers(KeyedOperator.streamStream(settings, subject.runner()), delivery, random);
    Answers<O> assembled =
        answers(KeyedOperator.streamUnary(settings, subject.runner()), delivery, random);
    try (ModuleRunner<String, String, O, OE> plain = subject.runner().get()) {
      Map<String, List<OE>> expected = delivery.scenario().streamed(plain);
      Map<String, O> whole = delivery.scenario().expected(plain);
      for (String request : delivery.completing()) {
        String at = "seed " + seed + ", request " + request;
        assertThat(streamed.status(request)).as(at).isEqualTo(Status.OK);
        assertThat(streamed.elements(request)).as(at).isEqualTo(expected.get(request));
        assertThat(assembled.elements(request)).as(at).isEqualTo(List.of(whole.get(request)));
      }
    }
  }

  /** Uninterrupted; then interrupted twice: one task becomes three, and the three become one. All the same. */
  private static <T> Answers<T> answers(KeyedOperator<T> operator, Delivery delivery, Random random)
      throws Exception {
    Placement one = Placement.alone(random.nextBoolean());
    RequestHarness<T> uninterrupted = RequestHarness.of(operator, one);
    List<Message<T>> output = uninterrupted.push(delivery.messages()).endInput().output();
    uninterrupted.close();
    Answers<T> answers = Answers.of(output);
    answers.assertWellFormed();
    List<Message<T>> rescaled = rescaled(operator, one, delivery.messages(), random);
    assertThat(rescaled).containsExactlyInAnyOrderElementsOf(output);
    return answers;
  }

  private static <T> List<Message<T>> rescaled(
      KeyedOperator<T> operator, Placement one, List<Message<String>> messages, Random random)
      throws Exception {
    int first = random.nextInt(messages.size());
    int second = first + random.nextInt(messages.size() - first);
    RequestHarness<T> begins = RequestHarness.of(operator, one);
    List<Message<T>> output =
        new ArrayList<>(begins.push(messages.subList(0, first)).output());
    OperatorSubtaskState snapshot = begins.snapshot();
    begins.close();
    OperatorSubtaskState[] parts = new OperatorSubtaskState[3];
    for (int subtask = 0; subtask < parts.length; subtask++) {
      Placement third = one.asSubtask(subtask, parts.length);
      RequestHarness<T> share = RequestHarness.restored(operator, third, 1, snapshot);
      share.push(messages.subList(first, second).stream().filter(third::owns).toList());
      output.addAll(share.output());
      parts[subtask] = share.snapshot();
      share.close();
    }
    RequestHarness<T> ends =
        RequestHarness.restored(operator, one, parts.length, RequestHarness.together(parts));
    output.addAll(
        ends.push(messages.subList(second, messages.size())).endInput().output());
    ends.close();
    return output;
  }
}
