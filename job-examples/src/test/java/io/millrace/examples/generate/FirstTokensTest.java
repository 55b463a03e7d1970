package io.millrace.examples.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class FirstTokensTest {

  private final AtomicLong clock = new AtomicLong();

  @Test
  void onlyTheFirstTokenOfAPromptCounts() throws Exception {
    FirstTokens tokens = new FirstTokens(2, clock::get);
    tokens.ask("a");
    tokens.ask("b");
    clock.set(3_000_000);
    tokens.token("a");
    tokens.token("nobody's");
    assertThat(tokens.await(Duration.ZERO)).isFalse();
    clock.set(9_000_000);
    tokens.token("a");
    tokens.token("b");

    assertThat(tokens.await(Duration.ZERO)).isTrue();
    assertThat(tokens.millis(0.5)).isEqualTo(3);
    assertThat(tokens.millis(0.99)).isEqualTo(9);
  }

  @Test
  void percentilesAreTimesThatWereTakenAndNotBetweenThem() {
    FirstTokens tokens = new FirstTokens(200, clock::get);
    for (int i = 1; i <= 200; i++) {
      clock.set(0);
      tokens.ask("p");
      clock.set(i * 1_000_000L);
      tokens.token("p");
    }

    assertThat(tokens.millis(0)).isEqualTo(1);
    assertThat(tokens.millis(0.5)).isEqualTo(100);
    assertThat(tokens.millis(0.99)).isEqualTo(198);
    assertThat(tokens.millis(1)).isEqualTo(200);
  }

  @Test
  void withoutATokenThereIsNoTime() {
    assertThatThrownBy(() -> new FirstTokens(1, clock::get).millis(0.5))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("there must be a first token but there was none");
  }
}
