package io.millrace.flink.async;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.core.Parameters;
import io.millrace.core.task.UnaryPublisher;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.SubmissionPublisher;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Many senders, one taker: by real threads, each answer counting from 0. */
@Timeout(120)
class ReadingTest {

  private static final int READINGS = 40;
  private static final int ELEMENTS = 500;
  private static final int IN_ALL = 60;

  private final Allowance allowance = new Allowance(4, IN_ALL, READINGS);
  private final BlockingQueue<Boolean> wakes = new LinkedBlockingQueue<>();
  private final Ready<Integer, Integer> ready = new Ready<>(() -> wakes.add(true));

  /** Takes until so many answers are over; every tenth is cancelled half way. */
  private void takeAll(Source<Integer, Integer> source) throws Exception {
    Random random = new Random(3);
    List<List<Integer>> taken = new ArrayList<>();
    for (int i = 0; i < READINGS; i++) {
      taken.add(new ArrayList<>());
      source.begin(ELEMENTS, Parameters.NONE, new Reading<>(i, ready, allowance));
    }
    Set<Integer> over = new HashSet<>();
    while (over.size() < READINGS) {
      wakes.take();
      ready.begin();
      for (var reading = ready.next(); reading != null; reading = ready.next()) {
        assertThat(allowance.buffered()).isBetween(0, IN_ALL);
        int owner = reading.owner();
        taken.get(owner).addAll(reading.take(1 + random.nextInt(5)));
        reading.passedOn();
        if (owner % 10 == 0 && taken.get(owner).size() > ELEMENTS / 2) {
          reading.cancel();
        }
        if (reading.hasElements()) {
          ready.add(reading);
        } else if (reading.isOver()) {
          assertThat(reading.failure()).isNull();
          over.add(owner);
        }
      }
    }
    for (int i = 0; i < READINGS; i++) {
      assertThat(taken.get(i))
          .isEqualTo(IntStream.range(0, taken.get(i).size()).boxed().toList())
          .hasSizeGreaterThan(ELEMENTS / 2);
      assertThat(i % 10 == 0 || taken.get(i).size() == ELEMENTS).isTrue();
    }
    assertNothingIsLeft();
  }

  /** Every slot was given back: the spare ones, and the one of each reading. */
  private void assertNothingIsLeft() {
    assertThat(allowance.buffered()).isZero();
    int spare = 0;
    while (allowance.takeSpare()) {
      spare++;
    }
    assertThat(spare).isEqualTo(IN_ALL - READINGS);
    assertThat(allowance.window()).isEqualTo(4);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void streamsAreReadWholeAndInOrderAndNoFasterThanTheyAreTaken(boolean pooled) throws Exception {
    try (Workers workers =
        pooled ? Workers.pooled("millrace-test", READINGS) : Workers.of("test", READINGS)) {
      takeAll(
          new StreamSource<>((count, parameters) -> IntStream.range(0, count).boxed(), workers));
    }
  }

  @Test
  void publishersAreReadWholeAndInOrderAndNoFasterThanTheyAreTaken() throws Exception {
    ExecutorService senders = Executors.newFixedThreadPool(8);
    UnaryPublisher<Integer, Integer> flavor =
        (count, parameters) -> subscriber -> publish(count, subscriber, senders);
    try (Workers workers = Workers.pooled("millrace-test", 4)) {
      takeAll(new PublisherSource<>(flavor, workers));
    } finally {
      senders.shutdownNow();
      assertThat(senders.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
    }
  }

  private static void publish(
      int count, Flow.Subscriber<? super Integer> subscriber, ExecutorService senders) {
    SubmissionPublisher<Integer> publisher = new SubmissionPublisher<>(senders, 2);
    publisher.subscribe(subscriber);
    Thread sender = new Thread(() -> {
      for (int i = 0; i < count && publisher.hasSubscribers(); i++) {
        publisher.submit(i);
      }
      publisher.close();
    });
    sender.setDaemon(true);
    sender.start();
  }

  @Test
  void aReadingThatIsCancelledBeforeItBeginsIsStopped() throws Exception {
    Reading<Integer, Integer> reading = new Reading<>(0, ready, allowance);
    reading.cancel();
    BlockingQueue<Boolean> stopped = new LinkedBlockingQueue<>();
    reading.stoppedBy(() -> stopped.add(true));
    assertThat(stopped).hasSize(1);
    reading.add(1);
    assertThat(reading.hasElements()).isFalse();
    assertThat(wakes).isEmpty();
    assertNothingIsLeft();
  }

  @Test
  void whatFailsOnAWorkerAndIsNotTheModuleFailsTheTaker() throws Exception {
    IllegalStateException bug = new IllegalStateException("a bug");
    ready.broken(bug);
    wakes.take();
    assertThatThrownBy(ready::begin)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("a worker failed, and it was not the module")
        .hasCause(bug);
  }

  @Test
  void anAllowanceHasRoomForEachReading() {
    Function<Integer, Allowance> inAll = size -> new Allowance(4, size, 10);
    assertThat(inAll.apply(10).window()).isEqualTo(4);
    assertThatThrownBy(() -> inAll.apply(9))
        .hasMessage("inAll must be at least one for each of 10 readings but was 9");
  }
}
