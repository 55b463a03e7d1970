package io.millrace.kafka;

import io.millrace.core.Message;
import io.millrace.flink.DeadLetter;
import io.millrace.kafka.openai.TextFormat;
import io.millrace.kafka.record.KafkaRecord;
import io.millrace.kafka.record.UndecodableException;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/** Decodes records that are whole texts. */
final class TextFunction extends DecodingFunction<Message<String>> {

  private static final long serialVersionUID = 1L;

  private final TextFormat format;

  TextFunction(String operator, OutputTag<DeadLetter> deadLetters, TextFormat format) {
    super(operator, deadLetters);
    this.format = format;
  }

  @Override
  boolean read(KafkaRecord record, Collector<Message<String>> out, Consumer<DeadLetter> letters)
      throws UndecodableException {
    Optional<Message<String>> read = format.read(record);
    read.ifPresent(message -> {
      out.collect(message);
      if (!message.status().isOk()) {
        letters.accept(letter(message));
      }
    });
    return read.isPresent();
  }
}
