package io.millrace.examples.backfill;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.flink.DeadLetter;
import java.nio.charset.StandardCharsets;
import org.apache.flink.api.common.functions.MapFunction;

/** Writes a dead letter as a line of JSON: where the lines are, why, and the line itself if it was one that is no text. */
final class DeadLetterLine implements MapFunction<DeadLetter, String> {

  private static final long serialVersionUID = 1L;

  private static final ObjectMapper JSON = new ObjectMapper();

  @Override
  public String map(DeadLetter letter) throws JsonProcessingException {
    ObjectNode line = JSON.createObjectNode();
    line.put("request_id", letter.requestId());
    line.put("reason", letter.reason());
    line.put("message", letter.message());
    line.put("file", letter.topic());
    line.put("first_line", letter.firstOffset());
    line.put("last_line", letter.lastOffset());
    byte[] bytes = letter.value();
    if (bytes != null) {
      line.put("line", new String(bytes, StandardCharsets.UTF_8));
    }
    return JSON.writeValueAsString(line);
  }
}
