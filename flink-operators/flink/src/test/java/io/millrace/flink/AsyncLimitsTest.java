package io.millrace.flink;

import static io.millrace.flink.AsyncHarness.LIMITS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.core.Message;
import io.millrace.core.Status;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How much at a time, and for how long: first element in 20 s, the next in 10 s, the whole in 60 s. */
class AsyncLimitsTest {

  private final ByHand module = new ByHand();
  private AsyncHarness operator;

  AsyncLimitsTest() throws Exception {
    operator = AsyncHarness.deterministic(module);
  }

  @AfterEach
  void close() throws Exception {
    operator.close();
  }

  private void reopen(AsyncLimits limits) throws Exception {
    operator.close();
    operator =
        AsyncHarness.open(AsyncHarness.factory(module, true, limits), Placement.alone(false));
  }

  private List<String> said() throws Exception {
    List<String> said = new ArrayList<>();
    for (Message<String> message : operator.output()) {
      said.add(message.requestId() + " "
          + Objects.requireNonNullElse(message.payload(), message.status()));
    }
    return said;
  }

  @Test
  void aRunThatBringsNothingEndsTheRequest() throws Exception {
    operator.push(Message.unary("r", "a"));
    ByHand.Call call = module.call("a");
    operator.after(19_999);
    assertThat(said()).isEmpty();
    operator.after(1);
    assertThat(said()).containsExactly("r DEADLINE_EXCEEDED: no element came within PT20S");
    assertThat(operator.letters())
        .containsExactly("r/0 in ask DEADLINE_EXCEEDED: no element came within PT20S");
    assertThat(call.awaitCancelled()).isTrue();
  }

  @Test
  void aRunThatFallsSilentEndsTheRequest() throws Exception {
    operator.push(Message.unary("r", "a"));
    ByHand.Call call = module.call("a");
    operator.after(15_000);
    call.send("x");
    assertThat(said()).containsExactly("r x");
    operator.after(9_999);
    assertThat(said()).isEmpty();
    operator.after(1);
    assertThat(said()).containsExactly("r DEADLINE_EXCEEDED: no element came for PT10S");
    assertThat(call.awaitCancelled()).isTrue();
  }

  @Test
  void anAnswerWithoutEndEndsTheRequest() throws Exception {
    operator.push(Message.unary("r", "a"));
    ByHand.Call call = module.call("a");
    for (int i = 0; i < 12; i++) {
      call.send("x");
      operator.mails().after(5_000);
    }
    assertThat(said())
        .hasSize(13)
        .last()
        .isEqualTo("r DEADLINE_EXCEEDED: the answer did not end within PT1M");
    assertThat(call.awaitCancelled()).isTrue();
  }

  @Test
  void whatCameAndWasNotTakenYetIsNotTheModulesDelay() throws Exception {
    operator.push(Message.unary("r", "a"));
    ByHand.Call call = module.call("a").send("x");
    operator.after(30_000);
    assertThat(said()).containsExactly("r x");
    call.send("y").end();
    operator.after(25_000);
    assertThat(said()).containsExactly("r y", "r OK");
  }

  @Test
  void waitingForATurnTakesNothingOfARequestsTime() throws Exception {
    reopen(LIMITS.withRequests(1, 5));
    operator.push(Message.unary("r", "a"), Message.unary("s", "b"));
    operator.after(19_000);
    module.call("a").end();
    operator.mails().after(19_000);
    module.call("b").end();
    assertThat(said()).containsExactly("r OK", "s OK");
  }

  @Test
  void noMoreRequestsAreAnsweredAtATimeThanAllowed() throws Exception {
    for (int i = 0; i < 10; i++) {
      operator.push(Message.unary("r" + i, "a" + i));
    }
    module.call("a0").end();
    module.call("a3");
    assertThat(operator.metrics().gauge("requestsInFlight")).isEqualTo(4L);
    assertThat(said()).containsExactly("r0 OK");
    module.call("a4");
    assertThat(operator.metrics().gauge("requestsInFlight")).isEqualTo(4L);
    assertThat(operator.metrics().gauge("requestsWaiting")).isEqualTo(5);
  }

  @Test
  void aFullQueueHoldsUpTheInputUntilThereIsRoom() throws Exception {
    reopen(LIMITS.withRequests(1, 2));
    operator.push(Message.unary("r0", "a0"), Message.unary("r1", "a1"), Message.unary("r2", "a2"));
    CompletableFuture<Void> freed =
        CompletableFuture.runAsync(() -> module.call("a0").send("x").end());
    // Returns only when the first request has ended, which this very call sees to.
    operator.push(Message.unary("r3", "a3"));
    freed.get();
    assertThat(said()).containsExactly("r0 x", "r0 OK");
    assertThat(operator.metrics().gauge("requestsWaiting")).isEqualTo(2);
  }

  @Test
  void anElementIsAskedForWhenThereIsRoomForItOnly() throws Exception {
    operator.push(Message.unary("r", "a"));
    ByHand.Call call = module.call("a");
    assertThat(call.wanted()).isEqualTo(3);
    call.send("1", "2", "3");
    assertThat(call.wanted()).isZero();
    assertThat(said()).hasSize(3);
    assertThat(call.wanted()).isEqualTo(3);
  }

  @Test
  void allRequestsTogetherAreAskedForNoMoreThanThereIsRoomFor() throws Exception {
    List<ByHand.Call> calls = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      operator.push(Message.unary("r" + i, "a" + i));
      calls.add(module.call("a" + i));
      assertThat(calls.stream().mapToLong(ByHand.Call::wanted).sum()).isLessThanOrEqualTo(8);
    }
    for (int i = 0; i < 50; i++) {
      for (ByHand.Call call : calls) {
        assertThat(call.wanted()).isPositive();
        for (long wanted = call.wanted(); wanted > 0; wanted--) {
          call.send("x");
        }
      }
      assertThat((int) operator.metrics().gauge("elementsBuffered")).isBetween(4, 8);
      operator.mails();
      assertThat(operator.metrics().gauge("elementsBuffered")).isEqualTo(0);
    }
  }

  @Test
  void aTenantWithTenThousandPromptsDoesNotStarveAnother() throws Exception {
    reopen(LIMITS.withTenant(first -> first.requestId().substring(0, 1)));
    for (int i = 0; i < 10_000; i++) {
      operator.push(Message.unary("a" + i, "a" + i));
    }
    operator.push(Message.unary("b0", "b0"), Message.unary("b1", "b1"), Message.unary("c0", "c0"));
    assertThat(operator.metrics().gauge("requestsWaiting")).isEqualTo(9_999);
    List<String> turns = new ArrayList<>();
    for (String next : List.of("a0", "a1", "a2", "a3", "a4", "b0", "c0", "a5", "b1", "a6", "a7")) {
      module.call(next).end();
      operator.mails();
      turns.add(next);
    }
    assertThat(operator.output()).extracting(Message::requestId).containsExactlyElementsOf(turns);
  }

  @Test
  void aTenantThatCannotBeToldFailsTheRequest() throws Exception {
    reopen(LIMITS.withTenant(first -> {
      throw new IllegalStateException("no tenant");
    }));
    operator.push(Message.unary("r", "a"));
    assertThat(said()).containsExactly("r UNKNOWN: java.lang.IllegalStateException: no tenant");
  }

  @Test
  void limitsThatCannotBeMetAreRefused() {
    AsyncLimits limits = AsyncLimits.DEFAULT;
    assertThatThrownBy(() -> limits.withRequests(0, 1))
        .hasMessage("inFlight must be at least 1 but was 0");
    assertThatThrownBy(() -> limits.withRequests(1, 0))
        .hasMessage("waiting must be at least 1 but was 0");
    assertThatThrownBy(() -> limits.withBuffered(0, 20_000))
        .hasMessage("bufferedPerRequest must be at least 1 but was 0");
    assertThatThrownBy(() -> limits.withBuffered(1, 999))
        .hasMessage(
            "buffered must be at least one for each of 1000 requests in flight but was 999");
    Duration second = Duration.ofSeconds(1);
    assertThatThrownBy(() -> limits.withTimes(Duration.ZERO, second, second))
        .hasMessage("firstElement must be at least 1 ms but was PT0S");
    assertThatThrownBy(() -> limits.withTimes(second, Duration.ofMillis(-1), second))
        .hasMessage("nextElement must be at least 1 ms but was PT-0.001S");
    assertThatThrownBy(() -> limits.withTimes(second, second, Duration.ZERO))
        .hasMessage("whole must be at least 1 ms but was PT0S");
    assertThatThrownBy(() -> new BatchLimits(0, second))
        .hasMessage("size must be at least 1 but was 0");
  }

  @Test
  void aRequestThatIsForEverHasNoTimer() throws Exception {
    Duration forEver = Duration.ofSeconds(Long.MAX_VALUE);
    reopen(LIMITS.withTimes(forEver, forEver, forEver));
    operator.push(Message.unary("r", "a"));
    operator.after(Duration.ofDays(10_000).toMillis());
    module.call("a").end();
    assertThat(operator.output()).extracting(Message::status).containsExactly(Status.OK);
  }

  @Test
  @SuppressWarnings("NullAway") // what a header that is not there gives a caller without it
  void aRequestOfNoTenantFails() throws Exception {
    reopen(LIMITS.withTenant(first -> first.headers().get("tenant")));
    operator.push(Message.unary("r", "a"));
    assertThat(said())
        .containsExactly(
            "r UNKNOWN: java.lang.NullPointerException: a request's tenant must not be null");
  }
}
