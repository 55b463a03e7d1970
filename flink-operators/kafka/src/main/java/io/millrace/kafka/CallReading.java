package io.millrace.kafka;

import io.millrace.core.Message;
import io.millrace.core.action.Halt;
import io.millrace.core.action.StreamMode;
import io.millrace.flink.ActionCall;
import io.millrace.flink.ActionFork;
import io.millrace.flink.types.Refused;
import io.millrace.kafka.action.AnyValues;
import io.millrace.kafka.action.ValueType;
import io.millrace.kafka.record.KafkaRecord;
import io.millrace.kafka.record.UndecodableException;
import io.millrace.schemas.ActionForkSource;
import io.millrace.schemas.ActionHalt;
import io.millrace.schemas.ActionRequest;
import io.millrace.schemas.ActionRequestKind;
import io.millrace.schemas.AnyValue;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Makes a call of the message that was read. What names the application and the request must be there; what is wrong beside
 * that is the request's to fail with, so that whoever asked is told.
 */
record CallReading(
    Map<String, ValueType> inputs, KafkaRecord record, Message<ActionRequest> message) {

  private static final List<String> TRACE = List.of("traceparent", "tracestate");

  ActionCall call() throws UndecodableException {
    ActionRequest request = message.payload();
    if (request == null) {
      throw new UndecodableException(
          "a message to an application must have a request but has none");
    }
    if (request.getKind() == ActionRequestKind.UNKNOWN) {
      throw new UndecodableException(
          "a request to an application must be RUN, CANCEL or FORK but is something else");
    }
    if (request.getKind() == ActionRequestKind.FORK && request.getFork() == null) {
      throw new UndecodableException("a FORK must say from which application but does not");
    }
    try {
      return call(request);
    } catch (IllegalArgumentException e) {
      throw new UndecodableException(String.valueOf(e.getMessage()));
    }
  }

  private ActionCall call(ActionRequest request) {
    return new ActionCall(
        request.getApplication(),
        request.getPartition(),
        message.requestId(),
        request.getKind() == ActionRequestKind.CANCEL,
        values(request.getInputs()),
        request.getHalts().stream().map(CallReading::halt).toList(),
        request.getStepLimit(),
        request.getPastEntry(),
        StreamMode.valueOf(request.getStreaming().name()),
        request.getWanted(),
        headers(),
        fork(request),
        null);
  }

  private static @Nullable ActionFork fork(ActionRequest request) {
    ActionForkSource source = request.getFork();
    if (source == null) {
      return null;
    }
    Long sequence = source.getSequence();
    return new ActionFork(
        source.getApplication(),
        source.getPartition(),
        sequence == null ? ActionFork.LATEST : sequence,
        request.getKind() == ActionRequestKind.RUN);
  }

  private static Halt halt(ActionHalt halt) {
    return new Halt(
        Halt.When.valueOf(halt.getSide().name()),
        Halt.By.valueOf(halt.getTarget().name()),
        halt.getName());
  }

  private Map<String, Object> values(Map<String, AnyValue> written) {
    Map<String, Object> values = new TreeMap<>();
    written.forEach((name, value) -> values.put(name, value(name, value)));
    return values;
  }

  /** An input that the graph does not have is refused where its name is looked for. */
  private Object value(String name, AnyValue written) {
    String what = "input '" + name + "'";
    ValueType type = inputs.get(name);
    try {
      return type == null
          ? Objects.requireNonNullElse(AnyValues.plain(written), "null")
          : type.read(what, written);
    } catch (IllegalArgumentException e) {
      return new Refused(String.valueOf(e.getMessage()));
    }
  }

  /** The message's, and the record's trace context where the message has none. */
  private Map<String, String> headers() {
    Map<String, String> headers = new HashMap<>();
    for (String name : TRACE) {
      record.header(name).ifPresent(value -> headers.put(name, value));
    }
    headers.putAll(message.headers());
    return headers;
  }
}
