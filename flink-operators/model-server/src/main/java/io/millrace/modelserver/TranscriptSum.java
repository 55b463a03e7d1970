package io.millrace.modelserver;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.TreeMap;

/** What the events of a transcript add up to: the completion that a client gets which wants no stream. Choice 0 only. */
final class TranscriptSum {

  private static final String DATA = "data:";

  private final ObjectNode root = Json.object();
  private final StringBuilder content = new StringBuilder();
  private final StringBuilder refusal = new StringBuilder();
  private final Map<Integer, ObjectNode> calls = new TreeMap<>();
  private String finishReason = "";

  private TranscriptSum() {}

  static String of(String transcript, boolean chat) {
    TranscriptSum sum = new TranscriptSum();
    transcript
        .lines()
        .filter(line -> line.startsWith(DATA))
        .map(line -> line.substring(DATA.length()).strip())
        .filter(data -> data.startsWith("{"))
        .forEach(sum::add);
    return sum.write(chat);
  }

  private void add(String data) {
    JsonNode chunk;
    try {
      chunk = Json.read(data);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("a transcript's data must be JSON", e);
    }
    for (String field : new String[] {"id", "created", "model", "system_fingerprint", "usage"}) {
      if (chunk.hasNonNull(field)) {
        root.set(field, chunk.get(field));
      }
    }
    for (JsonNode choice : chunk.path("choices")) {
      if (choice.path("index").asInt() == 0) {
        addChoice(choice);
      }
    }
  }

  private void addChoice(JsonNode choice) {
    JsonNode delta = choice.path("delta");
    content.append(choice.path("text").asText("")).append(delta.path("content").asText(""));
    refusal.append(delta.path("refusal").asText(""));
    delta.path("tool_calls").forEach(this::addCall);
    finishReason = choice.path("finish_reason").asText(finishReason);
  }

  private void addCall(JsonNode call) {
    ObjectNode known = calls.computeIfAbsent(call.path("index").asInt(), any -> {
      ObjectNode begun = Json.object().put("id", "").put("type", "function");
      begun.putObject("function").put("name", "").put("arguments", "");
      return begun;
    });
    append(known, call, "id");
    ObjectNode function = (ObjectNode) known.get("function");
    append(function, call.path("function"), "name");
    append(function, call.path("function"), "arguments");
  }

  private static void append(ObjectNode known, JsonNode more, String field) {
    known.put(field, known.get(field).textValue() + more.path(field).asText(""));
  }

  private String write(boolean chat) {
    root.put("object", chat ? "chat.completion" : "text_completion");
    ObjectNode choice = root.putArray("choices").addObject().put("index", 0);
    if (chat) {
      ObjectNode message = choice.putObject("message").put("role", "assistant");
      message.put("content", content.isEmpty() ? null : content.toString());
      message.put("refusal", refusal.isEmpty() ? null : refusal.toString());
      if (!calls.isEmpty()) {
        ArrayNode all = message.putArray("tool_calls");
        calls.values().forEach(all::add);
      }
    } else {
      choice.put("text", content.toString());
    }
    choice.put("finish_reason", finishReason);
    return Json.write(root);
  }
}
