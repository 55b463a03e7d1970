package io.millrace.kafka.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.core.Message;
import io.millrace.core.Origin;
import io.millrace.core.Parameters;
import io.millrace.core.Status;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class SeenMessagesTest {

  private final SeenMessages seen = new SeenMessages(3);

  private static Message<String> message(long sequence) {
    return Message.of("r", sequence, "m" + sequence);
  }

  /** Those that are new, by their sequence. */
  private List<Long> fresh(long... sequences) {
    return Arrays.stream(sequences)
        .boxed()
        .filter(each -> seen.add(message(each)))
        .toList();
  }

  @Test
  void whatIsWrittenAgainIsNotNew() {
    assertThat(fresh(0, 1, 2, 1, 2, 3, 0, 1, 2, 3, 4)).containsExactly(0L, 1L, 2L, 3L, 4L);
  }

  @Test
  void aMessageThatComesLateIsNewOnce() {
    assertThat(fresh(3, 1, 3, 1, 0, 2, 2, 0, 4)).containsExactly(3L, 1L, 0L, 2L, 4L);
  }

  @Test
  void oneThatComesMoreThanSixtyFourPlacesLateIsTakenForADuplicate() {
    assertThat(fresh(64, 0, 1, 1)).containsExactly(64L, 1L);
    assertThat(fresh(128, 63, 64, 65, 65)).containsExactly(128L, 65L);
    assertThat(fresh(1_000, 936, 937)).containsExactly(1_000L, 937L);
  }

  @Test
  void aHigherAttemptIsNewAndALowerOneIsNotAnyMore() {
    assertThat(seen.add(message(0))).isTrue();
    assertThat(seen.add(message(0).withAttempt(1))).isTrue();
    assertThat(seen.add(message(1))).isFalse();
    assertThat(seen.add(message(0).withAttempt(1))).isFalse();
    assertThat(seen.add(message(1).withAttempt(1))).isTrue();
  }

  @Test
  void nothingNewFollowsTheEndButWhatIsLate() {
    assertThat(seen.add(message(0))).isTrue();
    assertThat(seen.add(Message.end("r", 2))).isTrue();
    assertThat(fresh(3, 1, 1, 2)).containsExactly(1L);
  }

  @Test
  void aCancellationEndsTheRequestAtAnySequence() {
    Message<String> cancelled = Message.end("r", 0, Status.Code.CANCELLED.because("not wanted"));
    assertThat(fresh(0, 1)).containsExactly(0L, 1L);
    assertThat(seen.add(cancelled)).isTrue();
    assertThat(seen.add(cancelled)).isFalse();
    assertThat(fresh(2)).isEmpty();
  }

  @Test
  void whatIsRecalledStandsForAllBeforeIt() {
    seen.recall(message(5));
    assertThat(fresh(3, 4, 5, 6, 4)).containsExactly(6L);
    seen.recall(message(7).withAttempt(2));
    assertThat(seen.add(message(6).withAttempt(2))).isFalse();
    assertThat(seen.add(message(8).withAttempt(2))).isTrue();
  }

  @Test
  void theRequestThatWasNotSeenForLongestIsForgottenFirst() {
    for (String request : List.of("a", "b", "c", "a", "d")) {
      seen.add(Message.of(request, 0, "x"));
    }
    assertThat(seen.size()).isEqualTo(3);
    assertThat(seen.add(Message.of("a", 0, "x"))).isFalse();
    assertThat(seen.add(Message.of("b", 0, "x"))).isTrue();
  }

  @Test
  void whatCannotBeToldFromItsDuplicateIsRefused() {
    Message<String> unsequenced = new Message<>(
        "r", 0, -1, "a", Parameters.NONE, Map.of(), false, Status.OK, new Origin("t", 3, 7));
    assertThatThrownBy(() -> seen.add(unsequenced))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a message must have a sequence, or it cannot be told from its duplicates, but"
            + " t-3@7 has none");
    assertThatThrownBy(() -> new SeenMessages(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("requests to remember must be at least 1 but were 0");
  }

  /** Any writer that goes back some steps now and then, as after failures, and whose messages overtake each other a little. */
  @RepeatedTest(20)
  void howeverAWriterGoesBackEachMessageIsNewOnce(RepetitionInfo repetition) {
    Random random = new Random(repetition.getCurrentRepetition());
    List<Long> written = new ArrayList<>();
    int failures = 10;
    for (long next = 0; next < 500; next++) {
      written.add(written.size() - random.nextInt(Math.min(written.size(), 5) + 1), next);
      if (failures > 0 && random.nextInt(20) == 0) {
        failures--;
        next -= random.nextLong(Math.min(next, 100) + 1);
      }
    }
    assertThat(fresh(written.stream().mapToLong(Long::longValue).toArray()))
        .doesNotHaveDuplicates()
        .hasSize(500);
  }
}
