package io.millrace.benchmarks.soak;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.Message;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ScriptsTest {

  private static final int MANY = 300;

  @ParameterizedTest
  @EnumSource(Trouble.class)
  void equalSeedsMakeEqualRequests(Trouble trouble) {
    Scripts one = new Scripts(5);
    Scripts other = new Scripts(5);

    assertThat(many(one, trouble)).isEqualTo(many(other, trouble));
    assertThat(many(new Scripts(6), trouble)).isNotEqualTo(many(new Scripts(5), trouble));
  }

  @Test
  void duplicatesAreOfMessagesThatAreThere() {
    for (Script script : many(new Scripts(1), Trouble.DUPLICATED)) {
      Set<Message<String>> once = new HashSet<>(script.messages());
      assertThat(script.messages().size()).isGreaterThan(once.size());
      assertThat(sequences(script)).containsAll(upTo(once.size()));
    }
  }

  @Test
  void reorderedMessagesAreAllThereAndNeverFurtherThanTheJobWaitsForThem() {
    for (Script script : many(new Scripts(1), Trouble.REORDERED)) {
      List<Long> sequences = sequences(script);
      assertThat(sequences).containsExactlyInAnyOrderElementsOf(upTo(sequences.size()));
      assertThat(IntStream.range(0, sequences.size()))
          .allSatisfy(
              place -> assertThat(Math.abs(sequences.get(place) - place)).isLessThan(8));
    }
  }

  @Test
  void aGapIsOneMessageInTheMidst() {
    for (Script script : many(new Scripts(1), Trouble.GAP)) {
      List<Long> sequences = sequences(script);
      long missing = script.attempts().get(0).elements().size();
      assertThat(sequences).doesNotContain(missing).contains(missing + 1).contains(0L);
      assertThat(script.messages().get(script.messages().size() - 1).last()).isTrue();
    }
  }

  @Test
  void anAbandonedRequestHasNoEnd() {
    assertThat(many(new Scripts(1), Trouble.ABANDONED))
        .allSatisfy(
            script -> assertThat(script.messages()).noneMatch(Message::last).isNotEmpty());
  }

  @Test
  void aRetryIsWholeAndBeginsWhileTheFirstAttemptIsOpen() {
    for (Script script : many(new Scripts(1), Trouble.RETRIED)) {
      assertThat(script.messages().get(0).attempt()).isZero();
      List<Message<String>> retry =
          script.messages().stream().filter(message -> message.attempt() == 1).toList();
      assertThat(retry.get(retry.size() - 1).last()).isTrue();
      assertThat(retry.stream().map(Message::sequence))
          .containsExactlyElementsOf(upTo(retry.size()));
    }
  }

  private static List<Script> many(Scripts scripts, Trouble trouble) {
    return IntStream.range(0, MANY).mapToObj(number -> scripts.next(trouble)).toList();
  }

  private static List<Long> sequences(Script script) {
    return script.messages().stream().map(Message::sequence).toList();
  }

  private static List<Long> upTo(int end) {
    return LongStream.range(0, end).boxed().toList();
  }
}
