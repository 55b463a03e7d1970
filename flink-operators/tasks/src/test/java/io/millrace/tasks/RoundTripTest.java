package io.millrace.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.task.Join;
import io.millrace.core.task.OutputTranslator;
import io.millrace.core.task.StateType;
import io.millrace.core.task.Task;
import io.millrace.schemas.ChatMessages;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Joining what was split gives the whole, for every standard task; and accumulators are values. */
class RoundTripTest {

  private static final int SEEDS = 2_000;

  @Test
  void textsAreGivenBackWithEveryCharacter() {
    forEverySeed(data -> {
      String text = data.text();
      TextTranslator translator = new TextTranslator();

      assertThat(joined(translator, translator.split(text).toList())).isEqualTo(text);
      assertThat(translator.split(text)).doesNotContain("");
    });
  }

  @Test
  void tokenClassification() {
    forEverySeed(data -> {
      String text = data.text();
      assertRoundTrip(StandardTasks.TOKEN_CLASSIFICATION, text, data.spans(text));
    });
  }

  @Test
  void tokenization() {
    forEverySeed(data -> {
      String text = data.text();
      assertRoundTrip(StandardTasks.TOKENIZATION, text, data.tokens(text));
    });
  }

  @Test
  void textClassification() {
    forEverySeed(
        data -> assertRoundTrip(StandardTasks.TEXT_CLASSIFICATION, data.text(), data.labels()));
  }

  @Test
  void textMasking() {
    forEverySeed(data -> assertRoundTrip(StandardTasks.TEXT_MASKING, "any", data.text()));
  }

  @Test
  void textGeneration() {
    forEverySeed(
        data -> assertRoundTrip(StandardTasks.TEXT_GENERATION, "a prompt", data.generation()));
  }

  @Test
  void conversations() {
    forEverySeed(data -> {
      ChatMessages conversation = data.conversation();
      ChatTranslator translator = new ChatTranslator();

      assertThat(joined(translator, translator.split(conversation).toList()))
          .isEqualTo(conversation);
    });
  }

  private interface Check {
    void on(RandomData data);
  }

  private static void forEverySeed(Check check) {
    LongStream.range(0, SEEDS).mapToObj(RandomData::new).forEach(check::on);
  }

  private static <O, OE> void assertRoundTrip(Task<String, ?, O, OE> task, String input, O output) {
    assertRoundTrip(task.outputTranslator().orElseThrow(), input, output);
  }

  private static <A, O, OE> void assertRoundTrip(
      OutputTranslator<String, A, O, OE> translator, String input, O output) {
    assertThat(joined(translator, translator.split(input, output).toList())).isEqualTo(output);
  }

  /** Joins twice, the second time from accumulators that have been added to already. */
  private static <E, A, W> W joined(Join<E, A, W> join, List<E> elements) {
    List<A> accumulators = new ArrayList<>();
    accumulators.add(join.create());
    for (E element : elements) {
      accumulators.add(join.add(accumulators.get(accumulators.size() - 1), element));
    }
    W whole = join.finish(accumulators.get(elements.size()));
    for (int from = elements.size() - 1; from >= 0; from--) {
      A again = accumulators.get(from);
      assertThat(join.accumulatorType()).isEqualTo(StateType.of(again.getClass()));
      for (E element : elements.subList(from, elements.size())) {
        again = join.add(again, element);
      }
      assertThat(join.finish(again)).isEqualTo(whole);
    }
    return whole;
  }
}
