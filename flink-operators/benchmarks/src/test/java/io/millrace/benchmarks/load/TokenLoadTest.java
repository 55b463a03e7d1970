package io.millrace.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.benchmarks.run.Load;
import io.millrace.core.Message;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TokenLoadTest {

  private static final int IN_FLIGHT = 10;
  private static final int LENGTH = 20;

  @Test
  void numbersEachRequestDenselyAndEndsItOnce() {
    Map<String, Long> next = new HashMap<>();
    Set<String> ended = new HashSet<>();
    for (Message<String> message : all(new TokenLoad(IN_FLIGHT, LENGTH), 5_000)) {
      String id = message.requestId();
      assertThat(ended).doesNotContain(id);
      assertThat(message.sequence()).isEqualTo(next.getOrDefault(id, 0L));
      next.put(id, message.sequence() + 1);
      if (message.last()) {
        ended.add(id);
      }
    }
    assertThat(ended).isEqualTo(next.keySet());
    assertThat(ended).hasSizeGreaterThan(5_000 / (2 * LENGTH));
  }

  @Test
  void keepsSoManyRequestsInFlightWhichEndAtDifferentTimes() {
    Load.Flow<Message<String>> flow = new TokenLoad(IN_FLIGHT, LENGTH).open(0, 1);
    Set<Integer> rounds = new HashSet<>();
    Set<String> open = new HashSet<>();
    for (int message = 0; message < 1_000; message++) {
      Message<String> next = flow.next();
      if (next.last()) {
        open.remove(next.requestId());
        rounds.add(message / IN_FLIGHT);
      } else {
        open.add(next.requestId());
      }
      assertThat(open).hasSizeLessThanOrEqualTo(IN_FLIGHT);
    }
    assertThat(rounds).hasSizeGreaterThan(20);
  }

  @Test
  void weighsWhatItGaveOut() {
    Load.Flow<Message<String>> flow = new TokenLoad(IN_FLIGHT, LENGTH).open(0, 1);
    long weight = 0;
    for (Message<String> message : all(flow, 1_000)) {
      weight += TokenLoad.weight(message);
    }
    assertThat(flow.weight()).isEqualTo(weight);
  }

  @Test
  void isUnderWayWhenEachRequestHasBegunAndNotBefore() {
    Load.Flow<Message<String>> flow = new TokenLoad(IN_FLIGHT, LENGTH).open(0, 1);
    for (int begun = 0; begun < IN_FLIGHT; begun++) {
      assertThat(flow.isUnderWay()).as("%d have begun", begun).isFalse();
      flow.next();
    }
    assertThat(flow.isUnderWay()).isTrue();
  }

  @Test
  void refusesALoadOfNothing() {
    assertThatThrownBy(() -> new TokenLoad(0, LENGTH))
        .hasMessage("there must be at least 1 request of 2 tokens but were 0 of 20");
  }

  private static List<Message<String>> all(TokenLoad load, int count) {
    return all(load.open(0, 1), count);
  }

  private static List<Message<String>> all(Load.Flow<Message<String>> flow, int count) {
    List<Message<String>> all = new ArrayList<>();
    for (int message = 0; message < count; message++) {
      all.add(flow.next());
    }
    for (Message<String> end = flow.finish(); end != null; end = flow.finish()) {
      all.add(end);
    }
    return all;
  }
}
