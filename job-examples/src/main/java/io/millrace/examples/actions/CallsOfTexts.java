package io.millrace.examples.actions;

import io.millrace.core.Message;
import io.millrace.core.Origin;
import io.millrace.core.Status;
import io.millrace.flink.ActionCall;
import io.millrace.flink.DeadLetter;
import java.util.Objects;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/** Makes requests of texts; one of which no request can be made, for its key is no application's id, is a dead letter. */
final class CallsOfTexts extends ProcessFunction<Message<String>, ActionCall> {

  static final String NAME = "requests-of-texts";
  static final OutputTag<DeadLetter> REFUSED = new OutputTag<>("refused-texts", DeadLetter.TYPE);

  private static final long serialVersionUID = 1L;

  private final TextCalls texts;

  CallsOfTexts(TextCalls texts) {
    this.texts = texts;
  }

  @Override
  public void processElement(Message<String> message, Context context, Collector<ActionCall> out) {
    Origin at = Objects.requireNonNull(message.origin());
    try {
      out.collect(call(message, at));
    } catch (IllegalArgumentException e) {
      Status status = Status.Code.INVALID_ARGUMENT.because(String.valueOf(e.getMessage()));
      context.output(
          REFUSED,
          DeadLetter.ofRequest(
              NAME, message.requestId(), message.attempt(), at, at.offset(), status, ""));
    }
  }

  private ActionCall call(Message<String> message, Origin at) {
    return ActionCall.of(
            message.requestId(),
            at.topic() + "-" + at.partition() + "-" + at.offset(),
            texts.request(Objects.requireNonNull(message.payload())))
        .withHeaders(message.headers());
  }
}
