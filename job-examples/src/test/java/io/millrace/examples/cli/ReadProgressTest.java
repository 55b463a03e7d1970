package io.millrace.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ReadProgressTest {

  private static final long SECOND = 1_000_000_000L;

  private final AtomicLong clock = new AtomicLong(5 * SECOND);
  private final ReadProgress progress =
      new ReadProgress(new ReadTotal("read", "records", 40_000), clock::get);

  @Test
  void saysHowFarHowFastAndHowLongStill() {
    clock.addAndGet(3 * SECOND);

    assertThat(progress.words(Map.of("read", 9_000L)))
        .isEqualTo("; 9,000 of 40,000 records read, 3,000/s, 0:00:11 left");
  }

  @Test
  void estimatesNothingBeforeAnythingIsRead() {
    clock.addAndGet(SECOND);

    assertThat(progress.words(Map.of())).isEqualTo("; 0 of 40,000 records read, 0/s");
  }

  @Test
  void saysNothingOfAJobWithoutAnEnd() {
    assertThat(new ReadProgress(ReadTotal.records(0), clock::get).words(Map.of("read", 1L)))
        .isEmpty();
  }
}
