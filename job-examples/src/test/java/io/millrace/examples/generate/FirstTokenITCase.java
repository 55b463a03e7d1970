package io.millrace.examples.generate;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.examples.Outcome;
import org.junit.jupiter.api.Test;

class FirstTokenITCase {

  @Test
  void saysWhatBothWaysTookAndTheDifference() {
    Outcome outcome = Outcome.of("first-token", "--prompts=20", "--per-second=50");

    String time = " +-?\\d+\\.\\d ms";
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.out())
        .matches("time to first token of 20 prompts each way, 50\\.0 a second\n"
            + "bare client +median" + time + ", p99" + time + "\n"
            + "through Millrace +median" + time + ", p99" + time + "\n"
            + "added +median" + time + ", p99" + time + "\n");
    assertThat(outcome.status()).isZero();
  }
}
