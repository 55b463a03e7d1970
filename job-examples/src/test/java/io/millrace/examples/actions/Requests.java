package io.millrace.examples.actions;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.millrace.core.Message;
import io.millrace.core.action.Halt;
import io.millrace.core.action.Request;
import io.millrace.kafka.action.AnyValues;
import io.millrace.kafka.envelope.MessageEncoder;
import io.millrace.schemas.ActionHalt;
import io.millrace.schemas.ActionHaltSide;
import io.millrace.schemas.ActionHaltTarget;
import io.millrace.schemas.ActionRequest;
import io.millrace.schemas.ActionRequestKind;
import io.millrace.schemas.ActionStreaming;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Records with requests, as a client writes them. */
public final class Requests {

  private static final MessageEncoder<ActionRequest> ENCODER =
      MessageEncoder.of(ActionRequest.class);

  private Requests() {}

  /** A request to an application. */
  public static ProducerRecord<byte[], byte[]> run(
      String topic, String application, String id, Request request) {
    return record(
        topic,
        id,
        new ActionRequest(
            application,
            "",
            ActionRequestKind.RUN,
            AnyValues.of(request.inputs().asMap()),
            request.halts().stream().map(Requests::halt).toList(),
            request.stepLimit(),
            request.pastEntry(),
            ActionStreaming.HALTED,
            List.of(),
            null));
  }

  /** The cancellation of one. */
  public static ProducerRecord<byte[], byte[]> cancel(String topic, String application, String id) {
    return record(
        topic,
        id,
        new ActionRequest(
            application,
            "",
            ActionRequestKind.CANCEL,
            Map.of(),
            List.of(),
            Request.DEFAULT_STEP_LIMIT,
            false,
            ActionStreaming.NONE,
            List.of(),
            null));
  }

  private static ActionHalt halt(Halt halt) {
    return new ActionHalt(
        ActionHaltSide.valueOf(halt.when().name()),
        ActionHaltTarget.valueOf(halt.by().name()),
        halt.name());
  }

  private static ProducerRecord<byte[], byte[]> record(
      String topic, String id, ActionRequest request) {
    return new ProducerRecord<>(
        topic,
        request.getApplication().getBytes(UTF_8),
        ENCODER.encode(Message.unary(id, request)));
  }

  /** A record that holds a whole text. */
  public static ProducerRecord<byte[], byte[]> text(String topic, String key, String text) {
    return new ProducerRecord<>(topic, key.getBytes(UTF_8), text.getBytes(UTF_8));
  }
}
