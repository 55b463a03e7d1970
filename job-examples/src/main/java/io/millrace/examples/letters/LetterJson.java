package io.millrace.examples.letters;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.flink.DeadLetter;
import io.millrace.kafka.Cut;
import io.millrace.kafka.StoredDeadLetter;

/** A dead letter as one line of JSON. What is not known is not there. */
final class LetterJson {

  private static final ObjectMapper JSON = new ObjectMapper();

  private LetterJson() {}

  static String of(StoredDeadLetter stored) {
    DeadLetter letter = stored.letter();
    ObjectNode line = JSON.createObjectNode();
    line.put("place", stored.place().toString());
    line.put("time", LetterText.time(stored.timestamp()));
    line.put("reason", letter.reason());
    line.put("message", letter.message());
    line.put("stack_trace", letter.stackTrace());
    line.put("operator", letter.operator());
    stored.source().ifPresent(from -> {
      line.put("topic", from.topic());
      line.put("partition", from.partition());
      line.put("first_offset", from.offset());
      line.put("last_offset", letter.lastOffset());
    });
    byte[] key = letter.key();
    if (letter.requestId() != null) {
      line.put("request_id", letter.requestId());
      line.put("attempt", letter.attempt());
    } else if (key != null) {
      line.put("key", new String(key, UTF_8));
    }
    Cut value = stored.value();
    if (value != null) {
      line.put("value_length", value.length());
      line.put("value_sha256", value.sha256());
    }
    return line.toString();
  }
}
