package io.millrace.examples.modules;

import io.millrace.core.task.ModuleDescription.ServedTask;
import io.millrace.kafka.envelope.MessageSchema;
import java.util.List;
import java.util.Optional;
import org.apache.avro.Schema;

/**
 * One of a task's four types.
 *
 * @param side "input" or "output"
 * @param form "whole" or "element"
 * @param payload the class; {@code Void} where the task has none
 */
record DescribedType(String side, String form, Class<?> payload) {

  /** All four. */
  static List<DescribedType> of(ServedTask task) {
    return List.of(
        new DescribedType("input", "whole", task.inputType()),
        new DescribedType("input", "element", task.inputElementType()),
        new DescribedType("output", "whole", task.outputType()),
        new DescribedType("output", "element", task.outputElementType()));
  }

  boolean isThere() {
    return payload != Void.class;
  }

  /** The schema of messages with such payloads; none where there is no such type, or envelopes have no place for it. */
  Optional<Schema> schema() {
    try {
      return isThere() ? Optional.of(MessageSchema.of(payload)) : Optional.empty();
    } catch (IllegalArgumentException noPayload) {
      return Optional.empty();
    }
  }
}
