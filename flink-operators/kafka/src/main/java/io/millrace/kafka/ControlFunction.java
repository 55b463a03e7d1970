package io.millrace.kafka;

import io.millrace.flink.DeadLetter;
import io.millrace.flink.ModuleControl;
import io.millrace.kafka.record.KafkaRecord;
import io.millrace.kafka.record.UndecodableException;
import java.util.function.Consumer;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/** Decodes control messages. A record without a value is skipped: compaction's mark that a key is gone. */
final class ControlFunction extends DecodingFunction<ModuleControl> {

  private static final long serialVersionUID = 1L;

  ControlFunction(String operator, OutputTag<DeadLetter> deadLetters) {
    super(operator, deadLetters);
  }

  @Override
  boolean read(KafkaRecord record, Collector<ModuleControl> out, Consumer<DeadLetter> letters)
      throws UndecodableException {
    byte[] value = record.value();
    if (value == null) {
      return false;
    }
    out.collect(ControlText.parse(value));
    return true;
  }
}
