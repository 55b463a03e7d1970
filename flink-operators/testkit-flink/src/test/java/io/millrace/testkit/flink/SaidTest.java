package io.millrace.testkit.flink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.core.Message;
import io.millrace.core.Status;
import java.util.List;
import org.junit.jupiter.api.Test;

class SaidTest {

  private static final Message<Object> FIRST = Message.of("r", 0, "a");
  private static final Message<Object> SECOND = Message.of("r", 1, "b");
  private static final Message<Object> END = Message.end("r", 2);

  private final Said said = new Said();

  @Test
  void whatWasUndoneAndSaidAgainCountsOnce() {
    said.add(List.of(FIRST));
    said.addUndone(List.of(SECOND, END));
    said.add(List.of(SECOND, END));

    assertThat(said.payloads()).containsOnlyKeys("r").containsEntry("r", List.of("a", "b"));
  }

  @Test
  void whatWasUndoneMustBeSaidAgain() {
    Message<Object> other = Message.of("r", 1, "c");
    said.add(List.of(FIRST));
    said.addUndone(List.of(SECOND));
    said.add(List.of(other, END));

    assertThatThrownBy(said::payloads)
        .isInstanceOf(AssertionError.class)
        .hasMessage("what a failure undid must be said again but was not: " + SECOND);
  }

  @Test
  void aNumberThatIsLeftOutIsRefused() {
    said.add(List.of(FIRST, END));

    assertThatThrownBy(said::payloads)
        .isInstanceOf(AssertionError.class)
        .hasMessage("the messages of a request must be numbered from 0: " + END);
  }

  @Test
  void aRequestWithoutAnEndIsRefused() {
    said.add(List.of(FIRST));

    assertThatThrownBy(said::payloads)
        .isInstanceOf(AssertionError.class)
        .hasMessage("a request must end with one message without a payload: " + FIRST);
  }

  @Test
  void aRequestThatFailedIsRefused() {
    Message<Object> failed = Message.end("r", 0, Status.Code.DATA_LOSS.because("lost"));
    said.add(List.of(failed));

    assertThatThrownBy(said::payloads)
        .isInstanceOf(AssertionError.class)
        .hasMessage("a request must end with OK: " + failed);
  }

  @Test
  void nothingSaidIsNothing() {
    assertThatCode(said::payloads).doesNotThrowAnyException();
    assertThat(said.payloads()).isEmpty();
  }
}
