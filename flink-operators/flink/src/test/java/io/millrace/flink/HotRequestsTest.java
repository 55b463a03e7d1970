package io.millrace.flink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.core.Message;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests in memory over RocksDB: what is written when, and that nobody sees a difference. */
class HotRequestsTest {

  private static final Placement ROCKSDB = Placement.alone(false).onRocksdb();

  private static RequestHarness<String> hot(int inMemory) throws Exception {
    return RequestHarness.of(echo(inMemory), ROCKSDB);
  }

  private static KeyedOperator<String> echo(int inMemory) throws IOException {
    return KeyedOperator.streamStream(
        new OperatorSettings(
            "echo", RequestLimits.DEFAULT.withInMemory(inMemory), UnclaimedParameters.HAND_ON),
        Echo::runner);
  }

  @Test
  void aRequestUnderWayIsWrittenWhenACheckpointIsTaken() throws Exception {
    RequestHarness<String> operator = hot(10);
    operator.push(Message.of("r", 0, "a"), Message.of("s", 0, "b"));
    assertThat(operator.stored()).isEmpty();
    assertThat(operator.metrics().gauge("requestsInMemory")).isEqualTo(2);
    operator.snapshot();
    assertThat(operator.stored()).containsExactly("r", "s");
    assertThat(operator.metrics().gauge("requestsInMemory")).isEqualTo(2);
    operator.close();
  }

  @Test
  void oneThatHasEndedIsWrittenAndLeavesMemory() throws Exception {
    RequestHarness<String> operator = hot(10);
    operator
        .push(Message.of("r", 0, "a"), Message.of("s", 0, "b"), Message.end("r", 1))
        .output();
    assertThat(operator.stored()).containsExactly("r");
    assertThat(operator.metrics().gauge("requestsInMemory")).isEqualTo(1);
    assertThat(operator.push(Message.of("r", 0, "a"), Message.end("r", 1)).output())
        .isEmpty();
    assertThat(operator.metrics().count("duplicates")).isEqualTo(2);
    operator.close();
  }

  @Test
  void memoryIsBoundedAndWhatLeavesItIsWritten() throws Exception {
    RequestHarness<String> operator = hot(3);
    for (int i = 0; i < 10; i++) {
      operator.push(Message.of("r" + i, 0, "a" + i));
      assertThat(operator.metrics().gauge("requestsInMemory")).isEqualTo(Math.min(i + 1, 3));
    }
    assertThat(operator.stored()).hasSizeGreaterThanOrEqualTo(7);
    for (int i = 0; i < 10; i++) {
      assertThat(operator.push(Message.end("r" + i, 1)).output())
          .as("r%s", i)
          .contains(Echo.first("r" + i, "a" + i));
    }
    assertThat(operator.metrics().gauge("requestsInMemory")).isEqualTo(0);
    assertThat(operator.metrics().gauge("requestsInFlight")).isEqualTo(0L);
    operator.close();
  }

  @Test
  void theBusyStayInMemoryAndTheSilentLeave() throws Exception {
    RequestHarness<String> operator = hot(4);
    operator.push(Message.of("busy", 0, "a"));
    for (int i = 0; i < 50; i++) {
      operator.push(Message.of("busy", 1 + i, "b"), Message.of("silent" + i, 0, "c"));
    }
    assertThat(operator.stored()).doesNotContain("busy").contains("silent0", "silent40");
    operator.close();
  }

  @Test
  void whatIsSilentForLongIsWrittenBeforeACheckpointNeedsIt() throws Exception {
    RequestHarness<String> operator = hot(1_000);
    for (int i = 0; i < 10; i++) {
      operator.push(Message.of("r" + i, 0, "a"));
    }
    for (int i = 0; i < 100; i++) {
      operator.push(Message.of("s" + i, 0, "b"));
    }
    assertThat(operator.stored()).contains("r0", "r1", "r2", "r8", "r9").doesNotContain("s99");
    assertThat(operator.metrics().gauge("requestsInMemory")).isEqualTo(110);
    operator.close();
  }

  @Test
  void nothingIsLeftWhenAllIsForgotten() throws Exception {
    RequestHarness<String> operator = hot(2);
    for (int i = 0; i < 5; i++) {
      operator.push(Message.of("r" + i, 0, "a"));
    }
    operator.push(Message.end("r2", 1)).snapshot();
    // The others fall silent, and then their tombstones are old.
    operator.at(302_000).at(700_000);
    assertThat(operator.left()).isEqualTo("0 states, 0 timers");
    assertThat(operator.metrics().gauge("requestsInMemory")).isEqualTo(0);
    operator.close();
  }

  @Test
  void theEndOfInputFindsThoseInMemoryAndThoseThatLeftIt() throws Exception {
    RequestHarness<String> operator = hot(2);
    for (int i = 0; i < 5; i++) {
      operator.push(Message.of("r" + i, 0, "a"));
    }
    operator.output();
    assertThat(operator.endInput().output()).hasSize(5).allMatch(Message::last);
    assertThat(operator.left()).isEqualTo("0 states, 0 timers");
    operator.close();
  }

  @Test
  void withNoRoomInMemoryStateIsReadAndWrittenAtEveryMessage() throws Exception {
    RequestHarness<String> operator = hot(0);
    operator.push(Message.of("r", 0, "a"));
    assertThat(operator.stored()).containsExactly("r");
    operator.close();
  }

  @Test
  void onTheHeapNothingIsKeptBeside() throws Exception {
    RequestHarness<String> operator = RequestHarness.of(echo(10), Placement.alone(false));
    operator.push(Message.of("r", 0, "a"));
    assertThat(operator.stored()).containsExactly("r");
    operator.close();
  }

  @Test
  void aRoomHasRoomForOne() {
    assertThatThrownBy(() -> new HotRequests.Room(0, key -> {}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("most must be at least 1 but was 0");
  }

  /** Many requests at random, with restores at random, in as little memory as there can be and in plenty. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5, 100})
  void whateverFitsInMemoryTheOutputIsThatOfTheHeap(int inMemory) throws Exception {
    for (int seed = 0; seed < 20; seed++) {
      List<Message<String>> input = conversations(new Random(seed));
      List<Message<String>> expected = run(input, Placement.alone(false), inMemory, seed);
      assertThat(run(input, ROCKSDB, inMemory, seed)).as("seed %s", seed).isEqualTo(expected);
    }
  }

  /** Twelve requests of several messages, interleaved; some twice, some out of order, some of a second attempt. */
  private static List<Message<String>> conversations(Random random) {
    List<List<Message<String>>> requests = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      requests.add(conversation("r" + i, random));
    }
    List<Message<String>> all = new ArrayList<>();
    while (!requests.isEmpty()) {
      List<Message<String>> one = requests.get(random.nextInt(requests.size()));
      all.add(one.remove(random.nextInt(Math.min(2, one.size()))));
      requests.removeIf(List::isEmpty);
    }
    return all;
  }

  private static List<Message<String>> conversation(String request, Random random) {
    List<Message<String>> messages = new ArrayList<>();
    int length = 1 + random.nextInt(8);
    for (int i = 0; i < length; i++) {
      Message<String> message = Message.of(request, i, request + "." + i);
      messages.add(i == length - 1 ? message.asLast() : message);
    }
    if (random.nextInt(4) == 0) {
      messages.add(Message.of(request, 0, "again").withAttempt(1));
      messages.add(Message.<String>end(request, 1).withAttempt(1));
    }
    messages.add(random.nextInt(messages.size()), messages.get(random.nextInt(messages.size())));
    return messages;
  }

  /** Runs it, and now and then begins again from a snapshot. */
  private static List<Message<String>> run(
      List<Message<String>> input, Placement placement, int inMemory, int seed) throws Exception {
    Random random = new Random(seed);
    KeyedOperator<String> echo = echo(inMemory);
    RequestHarness<String> operator = RequestHarness.of(echo, placement);
    List<Message<String>> output = new ArrayList<>();
    for (Message<String> message : input) {
      output.addAll(operator.push(message).output());
      if (random.nextInt(25) == 0) {
        OperatorSubtaskState snapshot = operator.snapshot();
        operator.close();
        operator = RequestHarness.restored(echo, placement, 1, snapshot);
      }
    }
    assertThat(operator.endInput().output()).isEmpty();
    assertThat(operator.left()).isEqualTo("0 states, 0 timers");
    operator.close();
    return output;
  }
}
