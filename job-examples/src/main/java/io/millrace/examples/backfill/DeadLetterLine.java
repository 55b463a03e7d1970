package io.millrace.examples.backfill;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.flink.DeadLetter;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
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
      add(line, bytes);
    }
    return JSON.writeValueAsString(line);
  }

  /** The line as it was: one that is not UTF-8 stands in JSON by its bytes. */
  private static void add(ObjectNode line, byte[] bytes) {
    try {
      CharBuffer text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
      line.put("line", text.toString());
    } catch (CharacterCodingException e) {
      line.put("line_base64", bytes);
    }
  }
}
