package io.millrace.kafka.openai;

import io.millrace.core.Message;
import io.millrace.core.Origin;
import io.millrace.kafka.record.KafkaRecord;
import io.millrace.kafka.record.UndecodableException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * What a record says beside its value.
 *
 * @param origin where it was read
 * @param attempt the completion's attempt, by the header {@code attempt}; 0 without
 * @param sequence the record's number among those of each of its choices, by the header {@code sequence}; -1 without
 * @param headers what travels with the completion
 * @param parameters the completion's parameters, as they came; empty for none
 */
record Placement(
    Origin origin, int attempt, long sequence, Map<String, String> headers, String parameters) {

  /** W3C's trace context. Its baggage stays behind: it is the caller's, and may hold anything. */
  private static final String[] TRAVELLING = {"traceparent", "tracestate"};

  /** What is longer is no trace context, and would be remembered. */
  private static final int LONGEST_HEADER = 1024;

  private static final Pattern NUMBER = Pattern.compile("\\d{1,18}");

  static Placement of(KafkaRecord record) throws UndecodableException {
    if (record.headers().isEmpty()) {
      return new Placement(record.origin(), 0, Message.UNSEQUENCED, Map.of(), "");
    }
    return new Placement(
        record.origin(),
        (int) number(record, "attempt", Integer.MAX_VALUE).orElse(0L).longValue(),
        number(record, "sequence", Long.MAX_VALUE).orElse(Message.UNSEQUENCED),
        travelling(record),
        record.header("parameters").map(ParameterText::bounded).orElse(""));
  }

  boolean isNumbered() {
    return sequence != Message.UNSEQUENCED;
  }

  private static Optional<Long> number(KafkaRecord record, String name, long max)
      throws UndecodableException {
    Optional<String> text = record.header(name);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    if (!NUMBER.matcher(text.get()).matches() || Long.parseLong(text.get()) > max) {
      throw new UndecodableException(
          "header '" + name + "' must be a number from 0 but was \"" + text.get() + "\"");
    }
    return Optional.of(Long.valueOf(text.get()));
  }

  private static Map<String, String> travelling(KafkaRecord record) {
    Map<String, String> headers = new TreeMap<>();
    for (String name : TRAVELLING) {
      record
          .header(name)
          .filter(value -> value.length() <= LONGEST_HEADER)
          .ifPresent(value -> headers.put(name, value));
    }
    return Message.headersInOrder(headers);
  }
}
