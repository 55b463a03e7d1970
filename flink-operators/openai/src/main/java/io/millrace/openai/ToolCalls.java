package io.millrace.openai;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.schemas.ToolCall;
import io.millrace.tasks.SplitCharacters;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The calls of tools, which come in pieces too: id and name first, the arguments bit by bit. */
final class ToolCalls {

  private static final class Call {
    String id = "";
    final StringBuilder name = new StringBuilder();
    final StringBuilder arguments = new StringBuilder();
  }

  private final Map<Integer, Call> calls = new TreeMap<>();

  /** Takes what a delta or a whole message says of calls, in the form of today or in the one before there were several. */
  void take(JsonNode message) {
    int position = 0;
    for (JsonNode call : message.path("tool_calls")) {
      int index = call.path("index").asInt(position);
      Call known = calls.computeIfAbsent(index, any -> new Call());
      if (known.id.isEmpty()) {
        known.id = Json.text(call, "id");
      }
      takeFunction(known, call.path("function"), "arguments");
      takeFunction(known, call.path("custom"), "input");
      position++;
    }
    if (Json.has(message, "function_call")) {
      Call known = calls.computeIfAbsent(0, any -> new Call());
      takeFunction(known, message.path("function_call"), "arguments");
    }
  }

  private static void takeFunction(Call known, JsonNode function, String arguments) {
    known.name.append(Json.text(function, "name"));
    known.arguments.append(Json.text(function, arguments));
  }

  /** All calls; null if there are none, as the schema has it. */
  @Nullable
  List<ToolCall> all() {
    return calls.isEmpty() ? null : calls.values().stream().map(ToolCalls::call).toList();
  }

  private static ToolCall call(Call call) {
    return new ToolCall(
        SplitCharacters.wellFormed(call.id),
        SplitCharacters.wellFormed(call.name.toString()),
        SplitCharacters.wellFormed(call.arguments.toString()));
  }
}
