package io.millrace.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class MessageTest {

  private static final Origin ORIGIN = new Origin("chunks", 3, 17);
  private static final Status LOST = Status.Code.DATA_LOSS.because("gap at 4");

  @Test
  void aRequestNeedsAnId() {
    assertRefused(() -> Message.of("", 0, "a")).hasMessage("requestId must not be empty");
  }

  @Test
  void anAttemptIsNotNegative() {
    assertRefused(() -> Message.of("r", 0, "a").withAttempt(-1))
        .hasMessage("attempt must not be negative but was -1");
  }

  @Test
  void aSequenceIsCountedFromZero() {
    assertRefused(() -> Message.of("r", -2, "a"))
        .hasMessage("sequence must be at least 0, or -1 for none, but was -2");
  }

  @Test
  void aMessageWithoutASequenceNeedsAnOrigin() {
    assertRefused(() -> Message.of("r", Message.UNSEQUENCED, "a"))
        .hasMessage("a message without a sequence needs an origin");

    Message<String> unsequenced = new Message<>(
        "r", 0, Message.UNSEQUENCED, "a", Parameters.NONE, Map.of(), false, Status.OK, ORIGIN);
    assertThat(unsequenced.isSequenced()).isFalse();
    assertRefused(() -> unsequenced.withOrigin(null))
        .hasMessage("a message without a sequence needs an origin");
  }

  @Test
  void parametersComeOnTheFirstMessage() {
    Parameters parameters = Parameters.of("threshold", 0.3);

    assertThat(Message.of("r", 0, "a").withParameters(parameters).parameters())
        .isEqualTo(parameters);
    assertRefused(() -> Message.of("r", 1, "a").withParameters(parameters))
        .hasMessage("parameters come on the first message of a request but message 1 has"
            + " {threshold=0.3}");
  }

  @Test
  void aStatusOtherThanOkEndsTheRequest() {
    assertThat(Message.end("r", 5, LOST).last()).isTrue();
    assertRefused(() -> new Message<>("r", 0, 5, "a", Parameters.NONE, Map.of(), false, LOST, null))
        .hasMessage("a message with a status other than OK must be the last but has DATA_LOSS: gap"
            + " at 4");
  }

  @Test
  void anEndCarriesNoPayloadAndAUnaryCallBoth() {
    assertThat(Message.<String>end("r", 5))
        .isEqualTo(
            new Message<>("r", 0, 5, null, Parameters.NONE, Map.of(), true, Status.OK, null));
    assertThat(Message.end("r", 5).hasPayload()).isFalse();
    assertThat(Message.unary("r", "a")).isEqualTo(Message.of("r", 0, "a").asLast());
    assertThat(Message.unary("r", "a").hasPayload()).isTrue();
  }

  @Test
  void headersAreCopiedInAndComeInTheOrderOfTheirNames() {
    Map<String, String> headers = new HashMap<>();
    for (int i = 99; i >= 10; i--) {
      headers.put("h" + i, "v" + i);
    }
    Message<String> message = Message.of("r", 0, "a").withHeaders(headers);
    headers.clear();

    assertThat(message.headers().keySet().stream()).hasSize(90).isSorted();
    assertThat(message.withPayload("b").headers().keySet().stream()).hasSize(90).isSorted();
    assertThatThrownBy(() -> message.headers().clear())
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void theTraceIsWhatW3cNames() {
    Map<String, String> trace = Map.of("tracestate", "s", "traceparent", "p");
    Message<String> traced = Message.of("r", 0, "a").withHeaders(trace);

    assertThat(Message.traceOf(Map.of("tracestate", "s", "x", "y", "traceparent", "p")))
        .isEqualTo(trace);
    assertThat(Message.traceOf(traced.headers())).isSameAs(traced.headers());
    assertThat(Message.traceOf(Map.of("x", "y"))).isEmpty();
  }

  @Test
  void aChangedCopyKeepsTheRest() {
    Message<String> message = new Message<>(
        "r", 2, 0, "a", Parameters.of("x", 1), Map.of("h", "v"), false, Status.OK, ORIGIN);

    assertThat(message.withPayload(7).withPayload("a")).isEqualTo(message);
    assertThat(message.asLast().withAttempt(3))
        .isEqualTo(new Message<>(
            "r", 3, 0, "a", Parameters.of("x", 1), Map.of("h", "v"), true, Status.OK, ORIGIN));
    assertThat(message.withOrigin(null).origin()).isNull();
    assertThat(message.withHeaders(Map.of()).headers()).isEmpty();
  }

  @Test
  void anOriginIsNotNegative() {
    assertThat(ORIGIN).hasToString("chunks-3@17");
    assertRefused(() -> new Origin("chunks", -1, 5))
        .hasMessage("partition and offset must not be negative but were -1 and 5");
    assertRefused(() -> new Origin("chunks", 1, -5))
        .hasMessage("partition and offset must not be negative but were 1 and -5");
  }

  private static AbstractThrowableAssert<?, ?> assertRefused(ThrowingCallable refused) {
    return assertThatThrownBy(refused).isInstanceOf(IllegalArgumentException.class);
  }
}
