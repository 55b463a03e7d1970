package io.millrace.flink;

import static io.millrace.flink.AsyncHarness.LIMITS;
import static io.millrace.flink.AsyncHarness.NUMBER;
import static io.millrace.flink.AsyncHarness.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a checkpoint keeps, on the heap and in RocksDB. */
@ParameterizedClass
@CsvSource({"false, false", "true, false", "false, true"})
class AsyncRestoreTest {

  private final ByHand module = new ByHand();
  private final Placement placement;

  AsyncRestoreTest(boolean objectReuse, boolean rocksdb) {
    Placement alone = Placement.alone(objectReuse);
    placement = rocksdb ? alone.onRocksdb() : alone;
  }

  private AsyncHarness open(boolean deterministic) throws Exception {
    return AsyncHarness.open(AsyncHarness.factory(module, deterministic, LIMITS), placement);
  }

  private AsyncHarness restored(boolean deterministic, OperatorSubtaskState snapshot)
      throws Exception {
    return AsyncHarness.restored(
        AsyncHarness.factory(module, deterministic, LIMITS),
        placement,
        START + 10_000,
        1,
        snapshot);
  }

  private static List<String> said(AsyncHarness operator) throws Exception {
    List<String> said = new ArrayList<>();
    for (Message<String> message : operator.output()) {
      said.add(message.requestId() + "/" + message.attempt() + " " + message.sequence() + " "
          + Objects.requireNonNullElse(message.payload(), message.status()));
    }
    return said;
  }

  @Test
  void aDeterministicModuleGoesOnBehindWhatWasSentBeforeTheCheckpoint() throws Exception {
    OperatorSubtaskState snapshot;
    try (AsyncHarness before = open(true)) {
      before.push(Message.unary("r", "a").withAttempt(4));
      ByHand.Call call = module.call("a").send("1", "2");
      before.output();
      snapshot = before.snapshot();
      call.send("3");
      assertThat(said(before)).containsExactly("r/4 2 3");
    }
    try (AsyncHarness after = restored(true, snapshot)) {
      ByHand.Call again = module.call("a").send("1", "2", "3");
      assertThat(said(after)).containsExactly("r/4 2 3");
      again.send("4").end();
      assertThat(said(after)).containsExactly("r/4 3 4", "r/4 4 OK");
    }
  }

  /** Two elements of an answer have gone out, of a module that is not deterministic. */
  private OperatorSubtaskState twoDrawn() throws Exception {
    try (AsyncHarness before = open(false)) {
      before.push(Message.unary("r", "a")).after(1_000);
      module.call("a").send("1", "2");
      before.output();
      return before.snapshot();
    }
  }

  @Test
  void anyOtherModuleIsAskedAgainUnderAHigherAttempt() throws Exception {
    try (AsyncHarness after = restored(false, twoDrawn())) {
      after.after(1_000);
      module.call("a").send("one").end();
      int attempt = NUMBER + 11;
      assertThat(said(after)).containsExactly("r/" + attempt + " 0 one", "r/" + attempt + " 1 OK");
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void thoseInFlightAndThoseThatWaitAreAskedInTheOrderTheyCame(boolean deterministic)
      throws Exception {
    OperatorSubtaskState snapshot;
    try (AsyncHarness before = open(deterministic)) {
      before.after(1_000);
      for (int i = 0; i < 10; i++) {
        before.push(Message.unary("r" + i, "a" + i)).after(1);
      }
      module.call("a0").send("x").end();
      before.output();
      for (int i = 1; i <= 4; i++) {
        module.call("a" + i);
      }
      snapshot = before.snapshot();
    }
    int askedBefore = module.asked().size();
    try (AsyncHarness after = restored(deterministic, snapshot)) {
      after.after(1_000);
      for (int i = 1; i < 10; i++) {
        module.call("a" + i).end();
        after.mails();
      }
      assertThat(after.metrics().count("requestsCompleted")).isEqualTo(9);
      assertThat(after.metrics().gauge("requestsInFlight")).isEqualTo(0L);
    }
    assertThat(module.asked().subList(askedBefore, askedBefore + 9))
        .containsExactlyInAnyOrderElementsOf(
            IntStream.range(1, 10).mapToObj(i -> "a" + i).toList());
  }

  @Test
  void whatHasEndedIsRememberedAndThenForgotten() throws Exception {
    OperatorSubtaskState snapshot;
    try (AsyncHarness before = open(true)) {
      before.push(Message.unary("r", "a"));
      module.call("a").end();
      before.output();
      snapshot = before.snapshot();
    }
    OperatorSubtaskState later;
    try (AsyncHarness after = restored(true, snapshot)) {
      after.push(Message.unary("r", "a"));
      assertThat(said(after)).isEmpty();
      assertThat(after.metrics().count("duplicates")).isEqualTo(1);
      after.after(RequestLimits.DEFAULT.tombstone().toMillis()).push(Message.unary("s", "b"));
      module.call("b").end();
      after.output();
      later = after.snapshot();
    }
    try (AsyncHarness last = restored(true, later)) {
      last.push(Message.unary("r", "a"), Message.unary("s", "b"));
      module.call("a").end();
      assertThat(said(last)).containsExactly("r/0 0 OK");
    }
  }

  @Test
  void limitsCountAnew() throws Exception {
    OperatorSubtaskState snapshot;
    try (AsyncHarness before = open(true)) {
      before.push(Message.unary("r", "a"));
      module.call("a");
      before.after(9_000);
      snapshot = before.snapshot();
    }
    try (AsyncHarness after = restored(true, snapshot)) {
      ByHand.Call again = module.call("a");
      after.after(19_999);
      assertThat(said(after)).isEmpty();
      again.send("x");
      after.mails().after(9_999);
      again.end();
      assertThat(said(after)).containsExactly("r/0 0 x", "r/0 1 OK");
    }
  }

  @Test
  void watermarksStayHeldBack() throws Exception {
    OperatorSubtaskState snapshot;
    try (AsyncHarness before = open(true)) {
      before.push(10, Message.unary("r", "a")).watermark(15);
      before.push(20, Message.unary("s", "b")).watermark(25);
      before.push(30, Message.unary("t", "c"));
      module.call("a");
      module.call("b").end();
      module.call("c");
      assertThat(before.timedOutput()).containsExactly("s@20 OK");
      snapshot = before.snapshot();
    }
    try (AsyncHarness after = restored(true, snapshot)) {
      ByHand.Call last = module.call("c");
      module.call("a").end();
      assertThat(after.timedOutput()).containsExactly("r@10 OK", "watermark 15");
      after.watermark(35);
      last.end();
      assertThat(after.timedOutput()).containsExactly("t@30 OK", "watermark 35");
    }
  }

  @Test
  void oneTaskBecomesThreeAndThreeBecomeOne() throws Exception {
    List<Message<String>> input =
        IntStream.range(0, 30).mapToObj(i -> Message.unary("r" + i, "a")).toList();
    AsyncLimits limits = LIMITS.withRequests(30, 30).withBuffered(3, 90);
    var factory = AsyncHarness.factory(module, true, limits);
    OperatorSubtaskState one;
    try (AsyncHarness before = AsyncHarness.open(factory, placement)) {
      for (Message<String> message : input) {
        before.push(message);
        module.call("a").send("1");
      }
      assertThat(before.output()).hasSize(30);
      one = before.snapshot();
    }
    OperatorSubtaskState[] parts = new OperatorSubtaskState[3];
    int restored = 0;
    for (int subtask = 0; subtask < 3; subtask++) {
      Placement third = placement.asSubtask(subtask, 3);
      List<Message<String>> its = input.stream().filter(third::owns).toList();
      try (AsyncHarness part = AsyncHarness.restored(factory, third, START, 1, one)) {
        for (int i = 0; i < its.size(); i++) {
          module.call("a").send("1", "2");
        }
        List<Message<String>> output = part.output();
        assertThat(output)
            .extracting(Message::requestId)
            .containsExactlyInAnyOrderElementsOf(
                its.stream().map(Message::requestId).toList());
        assertThat(output).allMatch(message -> message.sequence() == 1);
        restored += output.size();
        parts[subtask] = part.snapshot();
      }
    }
    assertThat(restored).isEqualTo(30);
    OperatorSubtaskState together = KeyedOneInputStreamOperatorTestHarness.repackageState(parts);
    try (AsyncHarness after = AsyncHarness.restored(factory, placement, START, 3, together)) {
      for (int i = 0; i < 30; i++) {
        module.call("a").send("1", "2").end();
      }
      assertThat(after.output())
          .hasSize(30)
          .allSatisfy(
              message -> assertThat(message).isEqualTo(Message.end(message.requestId(), 2)));
    }
  }

  @Test
  void aWatermarkThatCameAfterItsRequestWasKeptIsKeptToo() throws Exception {
    OperatorSubtaskState snapshot;
    try (AsyncHarness before = open(true)) {
      before.push(10, Message.unary("r", "a"));
      module.call("a");
      before.snapshot();
      before.watermark(15);
      snapshot = before.snapshot();
    }
    try (AsyncHarness after = restored(true, snapshot)) {
      module.call("a").end();
      assertThat(after.timedOutput()).containsExactly("r@10 OK", "watermark 15");
    }
  }

  @Test
  void whatWasDrawnIsNotGoneOnWithByAModuleThatHasBecomeDeterministic() throws Exception {
    try (AsyncHarness after = restored(true, twoDrawn())) {
      module.call("a").send("one", "two", "three").end();
      int attempt = NUMBER + 2;
      assertThat(said(after))
          .containsExactly(
              "r/" + attempt + " 0 one",
              "r/" + attempt + " 1 two",
              "r/" + attempt + " 2 three",
              "r/" + attempt + " 3 OK");
    }
  }
}
