package io.millrace.flink;

import static io.millrace.flink.AsyncHarness.LIMITS;
import static io.millrace.flink.AsyncHarness.NUMBER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.core.Message;
import io.millrace.core.Status;
import io.millrace.core.StatusException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Failures that may pass. The limits wait one second, then two, and then give up. */
class AsyncRetryTest {

  private static final int RUN = NUMBER + 1;

  private final ByHand module = new ByHand();

  private static StatusException busy(@Nullable Duration retryAfter) {
    return StatusException.retryable(
        Status.Code.RESOURCE_EXHAUSTED.because("busy"), retryAfter, null);
  }

  private static List<String> said(AsyncHarness operator) throws Exception {
    List<String> said = new ArrayList<>();
    for (Message<String> message : operator.output()) {
      said.add(message.attempt() + " " + message.sequence() + " "
          + Objects.requireNonNullElse(message.payload(), message.status()));
    }
    return said;
  }

  @Test
  void beforeTheFirstElementIsTriedAgainAsTheSameAttempt() throws Exception {
    try (AsyncHarness operator = AsyncHarness.drawing(module)) {
      operator.push(Message.unary("r", "a"));
      module.call("a").fail(busy(null));
      operator.mails().after(999);
      assertThat(module.asked()).hasSize(1);
      operator.after(1);
      module.call("a").fail(busy(null));
      operator.mails().after(1_999);
      assertThat(module.asked()).hasSize(2);
      operator.after(1);
      module.call("a").send("x").end();
      assertThat(said(operator)).containsExactly(RUN + " 0 x", RUN + " 1 OK");
      assertThat(operator.letters()).isEmpty();
      assertThat(operator.metrics().count("retries")).isEqualTo(2);
    }
  }

  @Test
  void afterTheFirstElementIsTriedAgainAsANewAttempt() throws Exception {
    try (AsyncHarness operator = AsyncHarness.drawing(module)) {
      operator.push(Message.unary("r", "a"));
      module.call("a").send("x", "y").fail(busy(null));
      assertThat(said(operator))
          .containsExactly(
              RUN + " 0 x",
              RUN + " 1 y",
              RUN + " 2 ABORTED: retry 1 takes the place of attempt " + RUN
                  + " after RESOURCE_EXHAUSTED: busy");
      operator.after(1_000);
      module.call("a").send("z").end();
      assertThat(said(operator)).containsExactly((RUN + 1) + " 0 z", (RUN + 1) + " 1 OK");
    }
  }

  @Test
  void aDeterministicModuleGoesOnWhereItFailed() throws Exception {
    try (AsyncHarness operator = AsyncHarness.deterministic(module)) {
      operator.push(Message.unary("r", "a"));
      module.call("a").send("x", "y").fail(busy(null));
      operator.mails().after(1_000);
      ByHand.Call again = module.call("a").send("x");
      assertThat(said(operator)).containsExactly("0 0 x", "0 1 y");
      again.send("y", "z").end();
      assertThat(said(operator)).containsExactly("0 2 z", "0 3 OK");
    }
  }

  @Test
  void aDeterministicModuleThatFallsShortOfWhatItSaidFails() throws Exception {
    try (AsyncHarness operator = AsyncHarness.deterministic(module)) {
      operator.push(Message.unary("r", "a"));
      module.call("a").send("x", "y").fail(busy(null));
      operator.mails().after(1_000);
      module.call("a").send("x").end();
      assertThat(said(operator))
          .last()
          .isEqualTo("0 2 INTERNAL: the module is declared deterministic, but its answer ended 1"
              + " elements short of the 2 it had when it was first asked");
      assertThat(operator.letters()).hasSize(1);
    }
  }

  @Test
  void theServersOwnWaitIsTheLeast() throws Exception {
    try (AsyncHarness operator = AsyncHarness.drawing(module)) {
      operator.push(Message.unary("r", "a"));
      module.call("a").fail(busy(Duration.ofSeconds(7)));
      operator.mails().after(6_999);
      assertThat(module.asked()).hasSize(1);
      operator.after(1);
      module.call("a").end();
      assertThat(said(operator)).containsExactly(RUN + " 0 OK");
    }
  }

  @Test
  void theLastFailureEndsTheRequest() throws Exception {
    try (AsyncHarness operator = AsyncHarness.drawing(module)) {
      operator.push(Message.unary("r", "a"));
      for (int i = 0; i < 3; i++) {
        module.call("a").fail(busy(null));
        operator.mails().after(3_000);
      }
      assertThat(said(operator)).containsExactly(RUN + " 0 RESOURCE_EXHAUSTED: busy");
      assertThat(operator.letters())
          .containsExactly("r/" + RUN + " in ask RESOURCE_EXHAUSTED: busy");
    }
  }

  @Test
  void aWaitBeyondTheRequestsTimeEndsItAtOnce() throws Exception {
    try (AsyncHarness operator = AsyncHarness.drawing(module)) {
      operator.push(Message.unary("r", "a"));
      module.call("a").fail(busy(Duration.ofMinutes(2)));
      assertThat(said(operator)).containsExactly(RUN + " 0 RESOURCE_EXHAUSTED: busy");
    }
  }

  @Test
  void aFailureThatWillNotPassIsNotTriedAgain() throws Exception {
    try (AsyncHarness operator = AsyncHarness.drawing(module)) {
      operator.push(Message.unary("r", "a"));
      module.call("a").fail(Status.Code.UNAUTHENTICATED.because("no key").asException());
      assertThat(said(operator)).containsExactly(RUN + " 0 UNAUTHENTICATED: no key");
      operator.after(30_000).mails();
      assertThat(module.asked()).hasSize(1);
    }
  }

  @Test
  void whoeverWaitsForARetryKeepsItsSeat() throws Exception {
    AsyncLimits one = LIMITS.withRequests(1, 5);
    try (AsyncHarness operator =
        AsyncHarness.open(AsyncHarness.factory(module, true, one), Placement.alone(false))) {
      operator.push(Message.unary("r", "a"), Message.unary("s", "b"));
      module.call("a").fail(busy(null));
      operator.mails().after(999).mails();
      assertThat(module.asked()).containsExactly("a");
      operator.after(1);
      module.call("a").end();
      operator.mails();
      module.call("b").end();
      assertThat(said(operator)).containsExactly("0 0 OK", "0 0 OK");
    }
  }

  @Test
  void waitsGrowUpToTheLongestAndAreShaken() {
    Retries steady = Retries.DEFAULT.withJitter(0);
    List<Long> waits = new ArrayList<>();
    for (int retry = 1; retry <= 8; retry++) {
      waits.add(steady.waitMillis(retry, Optional.empty(), new Random(1)));
    }
    assertThat(waits)
        .containsExactly(500L, 1_000L, 2_000L, 4_000L, 8_000L, 16_000L, 30_000L, 30_000L);
    Random random = new Random(1);
    List<Long> shaken = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      shaken.add(Retries.DEFAULT.waitMillis(1, Optional.empty(), random));
    }
    assertThat(shaken).allMatch(wait -> wait >= 400 && wait <= 600);
    assertThat(shaken.stream().distinct().count()).isGreaterThan(100);
  }

  @Test
  void aWaitIsNoShorterThanWasAskedFor() {
    assertThat(Retries.DEFAULT.waitMillis(1, Optional.of(Duration.ZERO), new Random(1)))
        .isBetween(400L, 600L);
    assertThat(Retries.DEFAULT.waitMillis(1, Optional.of(Duration.ofHours(1)), new Random(1)))
        .isEqualTo(3_600_000L);
    Duration forEver = Duration.ofSeconds(Long.MAX_VALUE, 999_999_999);
    assertThat(Retries.DEFAULT.waitMillis(1, Optional.of(forEver), new Random(1)))
        .isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void whatIsNoWaitIsRefused() {
    assertThatThrownBy(() -> Retries.DEFAULT.withMost(-1))
        .hasMessage("most must not be negative but was -1");
    assertThatThrownBy(() -> Retries.DEFAULT.withJitter(1.5))
        .hasMessage("jitter must be between 0 and 1 but was 1.5");
    assertThatThrownBy(
            () -> Retries.DEFAULT.withWaits(Duration.ofMillis(1), 0.5, Duration.ofSeconds(1)))
        .hasMessage("multiplier must be between 1 and 1000 but was 0.5");
    assertThatThrownBy(() -> Retries.DEFAULT.withWaits(Duration.ZERO, 2, Duration.ofSeconds(1)))
        .hasMessage("initial must be at least 1 ms but was PT0S");
  }
}
