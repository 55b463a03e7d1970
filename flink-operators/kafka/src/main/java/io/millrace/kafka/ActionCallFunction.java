package io.millrace.kafka;

import io.millrace.core.Message;
import io.millrace.flink.ActionCall;
import io.millrace.flink.ActionFork;
import io.millrace.flink.DeadLetter;
import io.millrace.kafka.action.ValueType;
import io.millrace.kafka.envelope.EnvelopeException;
import io.millrace.kafka.envelope.EnvelopeFormat;
import io.millrace.kafka.envelope.MessageDecoder;
import io.millrace.kafka.record.KafkaRecord;
import io.millrace.kafka.record.UndecodableException;
import io.millrace.schemas.ActionRequest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;

/** Decodes requests to applications. A record without a value is skipped: compaction's mark that a key is gone. */
final class ActionCallFunction extends DecodingFunction<ActionCall> {

  private static final long serialVersionUID = 1L;

  private final EnvelopeFormat format;
  private final HashMap<String, ValueType> inputs;
  private final int longestKey;
  private transient MessageDecoder<ActionRequest> decoder;

  /**
   * A function.
   *
   * @param inputs the types of the graph's inputs, by name
   * @param longestKey how many bytes the id of an application may have
   */
  ActionCallFunction(
      String operator,
      OutputTag<DeadLetter> deadLetters,
      EnvelopeFormat format,
      Map<String, ValueType> inputs,
      int longestKey) {
    super(operator, deadLetters);
    this.format = format;
    this.inputs = new HashMap<>(inputs);
    this.longestKey = longestKey;
    this.decoder = format.decoder(ActionRequest.class, List.of());
  }

  @Override
  public void open(OpenContext context) {
    super.open(context);
    decoder = format.decoder(ActionRequest.class, List.of());
  }

  @Override
  boolean read(KafkaRecord record, Collector<ActionCall> out, Consumer<DeadLetter> letters)
      throws UndecodableException {
    byte[] value = record.value();
    if (value == null) {
      return false;
    }
    try {
      Message<ActionRequest> message = decoder.decode(value, record.origin());
      ActionCall call = new CallReading(inputs, record, message).call();
      RecordKeys.require(record, "application", call.application(), longestKey);
      RecordKeys.requireLength("request's id", call.requestId(), longestKey);
      RecordKeys.requireLength("application's partition", call.partition(), longestKey);
      requireLengths(call.fork());
      out.collect(call);
      return true;
    } catch (EnvelopeException e) {
      throw new UndecodableException(String.valueOf(e.getMessage()));
    }
  }

  private void requireLengths(@Nullable ActionFork fork) throws UndecodableException {
    if (fork != null) {
      RecordKeys.requireLength("source of the fork", fork.source(), longestKey);
      RecordKeys.requireLength("partition of the fork's source", fork.partition(), longestKey);
    }
  }
}
