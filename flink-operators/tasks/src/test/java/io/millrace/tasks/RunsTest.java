package io.millrace.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class RunsTest {

  @RepeatedTest(50)
  void runsAreTheConcatenationWhateverTheSizesAndAreFew(RepetitionInfo repetition) {
    SplittableRandom random = new SplittableRandom(repetition.getCurrentRepetition());
    StringBuilder whole = new StringBuilder();
    JoinedText joined = JoinedText.EMPTY;
    for (int i = 0; i < 1_000; i++) {
      String piece = "x".repeat(random.nextInt(1 + random.nextInt(40))) + random.nextInt(10);
      whole.append(piece);

      joined = joined.plus(piece);

      assertThat(joined.runs()).hasSizeLessThanOrEqualTo(log2(whole.length()) + 1);
    }
    assertThat(joined.text()).isEqualTo(whole.toString());
    assertEachIsTwiceTheNext(joined.runs());
  }

  @Test
  void appendingNeverChangesAnEarlierValue() {
    SplittableRandom random = new SplittableRandom(9);
    List<JoinedText> values = new ArrayList<>();
    List<String> texts = new ArrayList<>();
    values.add(JoinedText.EMPTY);
    texts.add("");
    for (int i = 0; i < 2_000; i++) {
      // From any earlier value, not the last one only: a state is pushed from again after a
      // restart.
      int from = random.nextInt(values.size());
      String piece = Integer.toString(i).repeat(random.nextInt(3));
      values.add(values.get(from).plus(piece));
      texts.add(texts.get(from) + piece);
    }

    assertThat(values.stream().map(JoinedText::text)).isEqualTo(texts);
  }

  @Test
  void anEmptyPieceAddsNoRun() {
    JoinedText joined = JoinedText.EMPTY.plus("abc");

    assertThat(joined.plus("").runs()).isSameAs(joined.runs());
    assertThat(JoinedText.EMPTY.plus("").runs()).isEmpty();
  }

  @Test
  void aMillionPiecesAreJoinedWithoutCopyingTheWholeEachTime() {
    long[] copied = {0};
    List<Long> runs = List.of();
    for (int i = 0; i < 1_000_000; i++) {
      runs = Runs.append(runs, 1L, Long::longValue, joined -> {
        long sum = joined.stream().mapToLong(Long::longValue).sum();
        copied[0] += sum;
        return sum;
      });
    }

    assertThat(runs.stream().mapToLong(Long::longValue).sum()).isEqualTo(1_000_000);
    // Each unit is in at most one join for each doubling of the whole.
    assertThat(copied[0]).isLessThanOrEqualTo(1_000_000L * log2(1_000_000));
  }

  private static void assertEachIsTwiceTheNext(List<String> runs) {
    for (int i = 1; i < runs.size(); i++) {
      assertThat(runs.get(i - 1).length())
          .isGreaterThanOrEqualTo(2 * runs.get(i).length());
    }
  }

  private static int log2(int n) {
    return Integer.SIZE - Integer.numberOfLeadingZeros(n);
  }
}
