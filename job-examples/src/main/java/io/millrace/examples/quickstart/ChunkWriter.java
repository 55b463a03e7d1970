package io.millrace.examples.quickstart;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;

/** Writes a whole {@code chat.completion} as the {@code chat.completion.chunk} objects of its stream. */
final class ChunkWriter {

  private final ObjectMapper json;
  private final JsonNode completion;
  private final List<String> chunks = new ArrayList<>();

  ChunkWriter(ObjectMapper json, JsonNode completion) {
    this.json = json;
    this.completion = completion;
  }

  /** The chunks: several choices take turns, as a server sends them, and the usage comes last. */
  List<String> chunks() throws JsonProcessingException {
    List<Queue<ObjectNode>> choices = new ArrayList<>();
    for (JsonNode choice : completion.get("choices")) {
      choices.add(new ArrayDeque<>(parts(choice)));
    }
    int tokens = choices.stream().mapToInt(Queue::size).sum();
    while (!choices.isEmpty()) {
      for (Queue<ObjectNode> parts : choices) {
        write(parts.remove());
      }
      choices.removeIf(Queue::isEmpty);
    }
    writeUsage(tokens);
    return List.copyOf(chunks);
  }

  private List<ObjectNode> parts(JsonNode choice) {
    List<ObjectNode> parts = new ArrayList<>();
    ObjectNode first = part(choice, parts);
    first.put("role", "assistant");
    first.put("content", "");
    JsonNode message = choice.get("message");
    TokenCutter.cut(message.path("content").asText(""))
        .forEach(token -> part(choice, parts).put("content", token));
    TokenCutter.cut(message.path("refusal").asText(""))
        .forEach(token -> part(choice, parts).put("refusal", token));
    for (int call = 0; call < message.path("tool_calls").size(); call++) {
      addCall(choice, call, parts);
    }
    part(choice, parts);
    parts.get(parts.size() - 1).set("finish_reason", choice.get("finish_reason"));
    return parts;
  }

  private void addCall(JsonNode choice, int index, List<ObjectNode> parts) {
    JsonNode call = choice.get("message").get("tool_calls").get(index);
    JsonNode function = call.get("function");
    ObjectNode begin = toolCall(part(choice, parts), index);
    begin.set("id", call.get("id"));
    begin.put("type", "function");
    begin.putObject("function").put("name", function.get("name").textValue()).put("arguments", "");
    for (String token : TokenCutter.cut(function.get("arguments").textValue())) {
      toolCall(part(choice, parts), index).putObject("function").put("arguments", token);
    }
  }

  private static ObjectNode toolCall(ObjectNode delta, int index) {
    return delta.putArray("tool_calls").addObject().put("index", index);
  }

  /** Adds a part without content to a choice, and returns its delta, to be filled in. */
  private ObjectNode part(JsonNode choice, List<ObjectNode> parts) {
    ObjectNode part = json.createObjectNode();
    part.set("index", choice.get("index"));
    ObjectNode delta = part.putObject("delta");
    part.putNull("logprobs");
    part.putNull("finish_reason");
    parts.add(part);
    return delta;
  }

  private void write(ObjectNode choice) throws JsonProcessingException {
    ObjectNode chunk = head();
    chunk.putArray("choices").add(choice);
    chunks.add(json.writeValueAsString(chunk));
  }

  private void writeUsage(int tokens) throws JsonProcessingException {
    ObjectNode chunk = head();
    chunk.putArray("choices");
    chunk
        .putObject("usage")
        .put("prompt_tokens", 24)
        .put("completion_tokens", tokens)
        .put("total_tokens", 24 + tokens);
    chunks.add(json.writeValueAsString(chunk));
  }

  private ObjectNode head() {
    ObjectNode chunk = json.createObjectNode();
    chunk.set("id", completion.get("id"));
    chunk.put("object", "chat.completion.chunk");
    chunk.set("created", completion.get("created"));
    chunk.set("model", completion.get("model"));
    return chunk;
  }
}
