package io.millrace.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.examples.terminal.Terminal;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.apache.flink.api.common.RuntimeExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class QuickstartITCase {

  private static final Terminal PLAIN = new Terminal(false, 80, 24, false);
  private static final Terminal WATCHED = new Terminal(true, 80, 24, true);

  @ParameterizedTest
  @EnumSource(names = {"STREAMING", "BATCH"})
  void showsWhatIsMaskedAndProvesThatTheBackfillAgrees(RuntimeExecutionMode mode) throws Exception {
    boolean watched = mode == RuntimeExecutionMode.STREAMING;
    StringWriter shown = new StringWriter();

    try (EmbeddedKafka kafka = EmbeddedKafka.start()) {
      new Quickstart(
              kafka.properties(), watched ? WATCHED : PLAIN, new PrintWriter(shown, true), mode)
          .run(1);
    }

    assertThat(shown.toString())
        .containsPattern("Live: \\d+ requests, \\d+ entities; first output after \\d+ ms")
        .contains("bounded, in " + mode + " mode")
        .containsPattern("live and backfill agree: \\d+ requests, [1-9]\\d* entities, identical")
        .contains("[EMAIL_ADDRESS]")
        .doesNotContain("example.com");
    assertThat(shown.toString().contains("\u001b[")).isEqualTo(watched);
  }
}
