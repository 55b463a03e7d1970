package io.millrace.kafka;

import io.millrace.flink.ActionCall;
import io.millrace.flink.ActionCallSchema;
import io.millrace.flink.DeadLetter;
import io.millrace.kafka.record.KafkaRecord;
import io.millrace.kafka.record.UndecodableException;
import java.io.IOException;
import java.util.function.Consumer;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/** Decodes what an operator says to itself about forks. A record without a value is skipped. */
final class ForkFunction extends DecodingFunction<ActionCall> {

  private static final long serialVersionUID = 1L;

  private final ActionCallSchema schema;

  ForkFunction(String operator, OutputTag<DeadLetter> deadLetters, ActionCallSchema schema) {
    super(operator, deadLetters);
    this.schema = schema;
  }

  @Override
  boolean read(KafkaRecord record, Collector<ActionCall> out, Consumer<DeadLetter> letters)
      throws UndecodableException {
    byte[] value = record.value();
    if (value == null) {
      return false;
    }
    out.collect(decoded(value));
    return true;
  }

  private ActionCall decoded(byte[] value) throws UndecodableException {
    ActionCall call;
    try {
      call = schema.deserialize(value);
    } catch (IOException | RuntimeException e) {
      throw new UndecodableException(
          "the value must be what an operator of applications has written but is not: " + e);
    }
    if (call.relay() == null) {
      throw new UndecodableException(
          "the value must be about a fork but is a request to application '" + call.application()
              + "'");
    }
    return call;
  }
}
