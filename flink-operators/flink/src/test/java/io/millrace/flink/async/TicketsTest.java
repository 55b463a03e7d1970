package io.millrace.flink.async;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TicketsTest {

  private static final long START = Instant.parse("2025-01-01T00:10:00Z").toEpochMilli();

  @Test
  void aNumberIsTheClocksSecond() {
    Tickets tickets = new Tickets(START, 0);
    assertThat(tickets.next(0, START + 999)).isEmpty();
    assertThat(tickets.due(0)).isEqualTo(START + 1_000);
    assertThat(tickets.next(0, START + 1_000)).hasValue(601);
    assertThat(tickets.next(601, START + 1_999)).isEmpty();
    assertThat(tickets.due(601)).isEqualTo(START + 2_000);
    assertThat(tickets.next(601, START + 70_000)).hasValue(670);
    assertThat(tickets.greatest()).isEqualTo(670);
  }

  @Test
  void aClockBehindWhatIsKnownGoesOnFromThere() {
    Tickets tickets = new Tickets(START, 5_000);
    assertThat(tickets.greatest()).isEqualTo(5_000);
    assertThat(tickets.next(4_000, START + 500)).isEmpty();
    assertThat(tickets.due(4_000)).isEqualTo(START + 1_000);
    assertThat(tickets.next(4_000, START + 1_000)).hasValue(5_001);
  }

  @Test
  void aClockThatIsNotSetBeginsAtOne() {
    Tickets tickets = new Tickets(0, 0);
    assertThat(tickets.next(0, 999)).isEmpty();
    assertThat(tickets.next(0, 1_000)).hasValue(1);
  }

  @Test
  void theLastNumberIsOfTheYear2093() {
    long last = Instant.parse("2093-01-01T00:00:00Z").toEpochMilli();
    assertThat(new Tickets(last, 0).next(0, last + 1_000)).isPresent();
  }

  /** Tasks that fail at any time, and checkpoints that are older than what was given out. */
  @Test
  void noNumberIsGivenOutTwiceToOneRequestWhateverFails() {
    Random random = new Random(5);
    for (int round = 0; round < 500; round++) {
      long clock = START + random.nextInt(10_000);
      int last = 0;
      int checkpoint = 0;
      for (int task = 0; task < 10; task++) {
        Tickets tickets = new Tickets(clock, checkpoint);
        int previous = checkpoint;
        for (int step = 0; step < 5; step++) {
          clock += random.nextInt(1_500);
          var next = tickets.next(previous, clock);
          if (next.isPresent()) {
            assertThat(next.getAsInt()).isGreaterThan(last);
            last = next.getAsInt();
            previous = last;
          }
          if (random.nextInt(4) == 0) {
            checkpoint = tickets.greatest();
          }
        }
      }
    }
  }
}
