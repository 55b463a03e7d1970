package io.millrace.examples.backfill;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.core.Message;
import io.millrace.schemas.TokenClassificationResult;
import java.util.List;
import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.util.Collector;

/** Writes an answer as a line of JSON; terminal messages are not lines. The same answer is always the same bytes. */
final class AnswerLine implements FlatMapFunction<Message<Answer>, String> {

  private static final long serialVersionUID = 1L;

  private static final ObjectMapper JSON = new ObjectMapper();

  @Override
  public void flatMap(Message<Answer> message, Collector<String> out)
      throws JsonProcessingException {
    Answer answer = message.payload();
    if (answer == null) {
      return;
    }
    ObjectNode line = JSON.createObjectNode();
    line.put("request_id", message.requestId());
    ArrayNode results = line.putArray("results");
    answer.entities().getResults().forEach(result -> add(results, result));
    line.put("masked", answer.masked());
    List<String> warnings = answer.entities().getWarnings();
    if (warnings != null) {
      warnings.forEach(line.putArray("warnings")::add);
    }
    out.collect(JSON.writeValueAsString(line));
  }

  private static void add(ArrayNode results, TokenClassificationResult result) {
    results
        .addObject()
        .put("start", result.getStart())
        .put("end", result.getEnd())
        .put("word", result.getWord())
        .put("entity", result.getEntity())
        .put("score", result.getScore());
  }
}
