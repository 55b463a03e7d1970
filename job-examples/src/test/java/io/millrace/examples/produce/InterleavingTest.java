package io.millrace.examples.produce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class InterleavingTest {

  private static final Transcript A = new Transcript("a", List.of("a0", "a1", "a2"));
  private static final Transcript B = new Transcript("b", List.of("b0"));
  private static final Transcript C = new Transcript("c", List.of("c0", "c1"));

  @Test
  void beginsTheNextWhenOneEnds() {
    assertThat(chunks(new Interleaving(List.of(A, B, C), 2, Pace.UNLIMITED)))
        .containsExactly("a0", "b0", "a1", "c0", "a2", "c1");
  }

  @Test
  void endsWhatIsUnderWayAndBeginsNoMore() {
    Interleaving interleaving = new Interleaving(List.of(A, B, C), 1, Pace.UNLIMITED);
    interleaving.next();

    interleaving.beginNoMore();

    assertThat(chunks(interleaving)).containsExactly("a1", "a2");
  }

  @Test
  void givesEachTranscriptItsSpeed() {
    assertThat(millis(new Interleaving(List.of(A, C), 2, Pace.each(10))))
        .containsExactly(0L, 50L, 100L, 150L, 200L);
  }

  @Test
  void givesAllTogetherTheirSpeedHoweverManyThereAre() {
    assertThat(millis(new Interleaving(List.of(A, B, C), 3, Pace.together(10))))
        .containsExactly(0L, 100L, 200L, 300L, 400L, 500L);
  }

  @Test
  void refusesASpeedOfNothing() {
    assertThatThrownBy(() -> Pace.each(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("chunks per second must be more than 0 but were 0.0");
    assertThatThrownBy(() -> new Interleaving(List.of(A), 0, Pace.UNLIMITED))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("together must be at least 1 but was 0");
  }

  private static List<String> chunks(Interleaving interleaving) {
    List<String> chunks = new ArrayList<>();
    interleaving.forEachRemaining(due -> chunks.add(due.chunk()));
    return chunks;
  }

  private static List<Long> millis(Interleaving interleaving) {
    List<Long> millis = new ArrayList<>();
    interleaving.forEachRemaining(due -> millis.add(TimeUnit.NANOSECONDS.toMillis(due.nanos())));
    return millis;
  }
}
