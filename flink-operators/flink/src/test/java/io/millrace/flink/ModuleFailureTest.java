package io.millrace.flink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.core.Message;
import io.millrace.core.Origin;
import io.millrace.core.Parameters;
import io.millrace.core.Status;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

@ParameterizedClass
@ValueSource(booleans = {false, true})
class ModuleFailureTest {

  private final RequestHarness<String> operator;

  ModuleFailureTest(boolean objectReuse) throws Exception {
    operator = RequestHarness.echo(Placement.alone(objectReuse));
    operator.push(Message.of("other", 0, "x")).output();
  }

  @AfterEach
  void othersAreUnharmed() throws Exception {
    operator.output();
    operator.push(Message.end("other", 1));
    assertThat(operator.output())
        .containsExactly(Echo.first("other", "x"), Message.end("other", 1));
    operator.close();
  }

  private static Message<String> read(long sequence, String payload) {
    return Message.of("r", sequence, payload).withOrigin(new Origin("t", 2, 10 + sequence));
  }

  private static Message<String> ended(long sequence, long offset, Status status) {
    return Message.<String>end("r", sequence, status).withOrigin(new Origin("t", 2, offset));
  }

  private static Status unknown(String message) {
    return Status.Code.UNKNOWN.because("java.lang.IllegalStateException: " + message);
  }

  @Test
  void anExceptionInOpenEndsTheRequest() throws Exception {
    operator.push(read(0, "a").withParameters(Parameters.of("times", 3)), read(1, "b"));
    Status failed = unknown("cannot open");
    assertThat(operator.output()).containsExactly(ended(0, 10, failed).withHeaders(Echo.HEADERS));
    assertThat(operator.letters()).containsExactly("r/0 t-2@10..10 " + failed);
  }

  @Test
  void anExceptionInNextEndsTheRequestWithWhatWasSaidBefore() throws Exception {
    operator.push(read(0, "a"), read(1, "b"), read(2, "!next"), read(3, "d"));
    Status failed = unknown("cannot echo");
    assertThat(operator.output())
        .containsExactly(
            Echo.first("r", "a").withOrigin(new Origin("t", 2, 11)),
            Message.of("r", 1, "b").withOrigin(new Origin("t", 2, 12)),
            ended(2, 12, failed));
    assertThat(operator.letters()).containsExactly("r/0 t-2@10..12 " + failed);
    assertThat(operator.metrics().count("duplicates")).isEqualTo(1);
  }

  @Test
  void anExceptionInEndEndsTheRequest() throws Exception {
    operator.push(read(0, "!end"), ended(1, 11, Status.OK));
    Status failed = unknown("cannot end");
    assertThat(operator.output()).containsExactly(ended(0, 11, failed).withHeaders(Echo.HEADERS));
    assertThat(operator.letters()).containsExactly("r/0 t-2@10..11 " + failed);
  }

  @Test
  void anExceptionAmongEarlyMessagesDropsThoseBehindIt() throws Exception {
    operator.push(read(2, "c"), read(1, "!next"), read(0, "a"));
    assertThat(operator.output())
        .containsExactly(
            Echo.first("r", "a").withOrigin(new Origin("t", 2, 11)),
            ended(1, 11, unknown("cannot echo")));
  }

  @Test
  void theModuleChoosesTheCode() throws Exception {
    operator.push(read(0, "!status"));
    Status failed = Status.Code.OUT_OF_RANGE.because("too loud");
    assertThat(operator.output()).containsExactly(ended(0, 10, failed).withHeaders(Echo.HEADERS));
    assertThat(operator.letters()).containsExactly("r/0 t-2@10..10 " + failed);
  }

  @Test
  void theDeadLetterCarriesTheCause() throws Exception {
    operator.push(read(0, "!next"));
    assertThat(operator.letterRecords()).singleElement().satisfies(letter -> {
      assertThat(letter.operator()).isEqualTo("echo");
      assertThat(letter.stackTrace())
          .startsWith("java.lang.IllegalStateException: cannot echo")
          .contains("at io.millrace.flink.Echo.checked(Echo.java:");
    });
  }

  @Test
  void aModuleThatLosesItsStateFails() throws Exception {
    operator.push(read(0, "!null"), read(1, "b"));
    Status failed = Status.Code.UNKNOWN.because(
        "java.lang.NullPointerException: a module's state must not be null");
    assertThat(operator.output()).containsExactly(ended(0, 10, failed).withHeaders(Echo.HEADERS));
  }

  @Test
  void anErrorFailsTheJob() {
    assertThatThrownBy(() -> operator.push(read(0, "!error")))
        .isInstanceOf(LinkageError.class)
        .hasMessage("no such method");
    assertThat(operator.output()).isEmpty();
  }

  @Test
  void anInterruptFailsTheJobAndIsNoAnswer() {
    assertThatThrownBy(() -> operator.push(read(0, "!interrupt")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("the module was interrupted")
        .hasRootCauseMessage("the task is cancelled");
    assertThat(Thread.interrupted()).isTrue();
    assertThat(operator.output()).isEmpty();
    assertThat(operator.letters()).isEmpty();
  }
}
