package io.millrace.flink;

import static io.millrace.flink.AsyncHarness.LIMITS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.core.Message;
import io.millrace.core.Status;
import io.millrace.core.task.Flavor;
import io.millrace.core.task.ModuleRunner;
import io.millrace.core.task.TaskModule;
import io.millrace.core.task.UnaryStream;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Modules that block: each answer is read by a worker. */
@Timeout(120)
class AsyncStreamsTest {

  private static AsyncHarness open(UnaryStream<String, String> flavor, AsyncLimits limits)
      throws Exception {
    return AsyncHarness.open(
        AsyncHarness.factory(
            limits, () -> Asking.each(Answering.streaming(runner(flavor)), limits)),
        Placement.alone(false));
  }

  private static ModuleRunner<String, String, String, String> runner(
      UnaryStream<String, String> flavor) {
    return Echo.TASK.runner(TaskModule.named("blocking", "1.0.0")
        .serves(Echo.TASK, as -> as.unaryStream(flavor).reads(Echo.TIMES).deterministic())
        .build());
  }

  private static List<String> said(List<Message<String>> output) {
    return output.stream()
        .map(message -> message.requestId() + " " + message.sequence() + " "
            + Objects.requireNonNullElse(message.payload(), message.status()))
        .toList();
  }

  private static String next(BlockingQueue<String> queue) {
    try {
      return queue.take();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void anElementGoesOutWhileTheNextIsWaitedFor() throws Exception {
    BlockingQueue<String> server = new LinkedBlockingQueue<>();
    AtomicInteger closed = new AtomicInteger();
    UnaryStream<String, String> flavor = (input, parameters) -> Stream.generate(() -> next(server))
        .takeWhile(element -> !element.equals("end"))
        .onClose(closed::incrementAndGet);
    try (AsyncHarness operator = open(flavor, LIMITS)) {
      operator.push(Message.unary("r", "a"));
      server.add("1");
      assertThat(said(operator.await(1))).containsExactly("r 0 1");
      server.addAll(List.of("2", "end"));
      assertThat(said(operator.await(2))).containsExactly("r 1 2", "r 2 OK");
      assertThat(closed).hasValue(1);
    }
  }

  @Test
  void noMoreIsReadThanThereIsRoomFor() throws Exception {
    AtomicInteger read = new AtomicInteger();
    CountDownLatch third = new CountDownLatch(3);
    UnaryStream<String, String> flavor = (input, parameters) -> Stream.generate(() -> {
          third.countDown();
          return "" + read.incrementAndGet();
        })
        .limit(1_000);
    try (AsyncHarness operator = open(flavor, LIMITS)) {
      operator.push(Message.unary("r", "a"));
      third.await();
      assertThat(read).hasValueLessThanOrEqualTo(3);
      List<Message<String>> output = operator.await(1_001);
      assertThat(output).hasSize(1_001);
      for (int i = 0; i < 1_000; i++) {
        assertThat(output.get(i).payload()).isEqualTo("" + (i + 1));
      }
    }
  }

  @Test
  void aCancellationInterruptsTheWorkerAndClosesTheStreamOnce() throws Exception {
    CountDownLatch waiting = new CountDownLatch(1);
    CountDownLatch closed = new CountDownLatch(1);
    AtomicInteger closings = new AtomicInteger();
    UnaryStream<String, String> flavor = (input, parameters) -> Stream.generate(() -> {
          waiting.countDown();
          return next(new LinkedBlockingQueue<>());
        })
        .onClose(() -> {
          closings.incrementAndGet();
          closed.countDown();
        });
    Status unwanted = Status.Code.CANCELLED.because("not wanted");
    try (AsyncHarness operator = open(flavor, LIMITS)) {
      operator.push(Message.unary("r", "a"));
      waiting.await();
      operator.push(Message.end("r", 1, unwanted));
      assertThat(closed.await(60, TimeUnit.SECONDS)).isTrue();
      assertThat(said(operator.output())).containsExactly("r 0 CANCELLED: not wanted");
      assertThat(operator.letters()).isEmpty();
    }
    assertThat(closings).hasValue(1);
  }

  @Test
  void aStreamWhoseWorkerIsDeafToInterruptsIsClosedByAnother() throws Exception {
    CountDownLatch waiting = new CountDownLatch(1);
    CountDownLatch closed = new CountDownLatch(1);
    UnaryStream<String, String> flavor = (input, parameters) -> Stream.generate(() -> {
          waiting.countDown();
          awaitDeafly(closed);
          return "late";
        })
        .onClose(closed::countDown);
    try (AsyncHarness operator = open(flavor, LIMITS)) {
      operator.push(Message.unary("r", "a"));
      waiting.await();
      operator.push(Message.end("r", 1, Status.Code.CANCELLED.because("not wanted")));
      assertThat(closed.await(60, TimeUnit.SECONDS)).isTrue();
      assertThat(said(operator.output())).containsExactly("r 0 CANCELLED: not wanted");
    }
  }

  private static void awaitDeafly(CountDownLatch latch) {
    int interrupts = 0;
    while (latch.getCount() > 0) {
      try {
        latch.await();
      } catch (InterruptedException deaf) {
        interrupts++;
      }
    }
    assertThat(interrupts).isLessThanOrEqualTo(1);
  }

  @Test
  void anExceptionAtTheCloseOfAnAnswerFailsTheRequest() throws Exception {
    UnaryStream<String, String> flavor = (input, parameters) -> Stream.of("x").onClose(() -> {
      throw new IllegalStateException("cannot close");
    });
    try (AsyncHarness operator = open(flavor, LIMITS)) {
      operator.push(Message.unary("r", "a"));
      assertThat(said(operator.await(2)))
          .containsExactly("r 0 x", "r 1 UNKNOWN: java.lang.IllegalStateException: cannot close");
    }
  }

  @Test
  void anErrorOnAWorkerFailsTheJob() throws Exception {
    try (AsyncHarness operator = AsyncHarness.open(
        AsyncHarness.factory(
            LIMITS,
            () ->
                Asking.each(Answering.streaming(Echo.runner(Set.of(Flavor.UNARY_STREAM))), LIMITS)),
        Placement.alone(false))) {
      operator.after(1_000).push(Message.unary("r", "!error"));
      assertThatThrownBy(() -> operator.await(1))
          .isInstanceOf(LinkageError.class)
          .hasMessage("no such method");
    }
  }

  @Test
  void oneOutputIsAStreamOfOne() throws Exception {
    try (AsyncHarness operator = AsyncHarness.open(
        AsyncHarness.factory(
            LIMITS,
            () -> Asking.each(Answering.once(Echo.runner(Set.of(Flavor.UNARY_UNARY))), LIMITS)),
        Placement.alone(false))) {
      operator.after(1_000).push(Message.unary("r", "text"));
      assertThat(said(operator.await(2))).containsExactly("r 0 text", "r 1 OK");
      operator.push(Message.unary("s", "!status"));
      assertThat(said(operator.await(1))).containsExactly("s 0 OUT_OF_RANGE: too loud");
    }
  }

  @Test
  void noThreadIsLeftWhenTheTaskHasEnded() throws Exception {
    CountDownLatch reading = new CountDownLatch(50);
    Set<Thread> workers = ConcurrentHashMap.newKeySet();
    UnaryStream<String, String> flavor = (input, parameters) -> Stream.generate(() -> {
      workers.add(Thread.currentThread());
      reading.countDown();
      return next(new LinkedBlockingQueue<>());
    });
    AsyncLimits limits = LIMITS.withRequests(50, 50).withBuffered(3, 200);
    try (AsyncHarness operator = open(flavor, limits)) {
      for (int i = 0; i < 50; i++) {
        operator.push(Message.unary("r" + i, "a"));
      }
      reading.await();
    }
    // A worker that is done may still have to die.
    for (Thread worker : workers) {
      worker.join(60_000);
    }
    assertThat(workers).hasSize(50).noneMatch(Thread::isAlive);
  }

  @Test
  void aTaskThatCouldNotOpenIsClosed() {
    assertThatThrownBy(() -> AsyncHarness.open(
            AsyncHarness.factory(LIMITS, () -> {
              throw new IllegalStateException("no model");
            }),
            Placement.alone(false)))
        .hasMessage("no model");
  }
}
