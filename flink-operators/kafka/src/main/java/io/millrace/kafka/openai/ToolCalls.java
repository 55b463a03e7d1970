package io.millrace.kafka.openai;

import io.millrace.kafka.openai.Chunk.Piece;
import io.millrace.kafka.record.UndecodableException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What a chunk says of the tool calls of a choice: the texts of their arguments. */
final class ToolCalls {

  private ToolCalls() {}

  static List<Piece> pieces(Place delta) throws UndecodableException {
    Place function = delta.get("function_call").asObject();
    if (!function.isAbsent()) {
      // The form before there could be several; no server mixes the two.
      return List.of(new Piece(Piece.tool(0), arguments(function), null));
    }
    List<Place> calls = delta.get("tool_calls").items();
    List<Piece> pieces = new ArrayList<>(calls.size());
    Set<Integer> indices = new HashSet<>();
    for (Place call : calls) {
      int index = call.asObject().get("index").index(ChunkParser.MOST_CHOICES);
      if (!indices.add(index)) {
        throw new UndecodableException(
            "tool_calls must each be there once but call " + index + " is there twice");
      }
      pieces.add(new Piece(Piece.tool(index), text(call), null));
    }
    return pieces;
  }

  private static String text(Place call) throws UndecodableException {
    Place custom = call.get("custom").asObject();
    return custom.isAbsent()
        ? arguments(call.get("function").asObject())
        : custom.get("input").text().orElse("");
  }

  private static String arguments(Place function) throws UndecodableException {
    return function.get("arguments").text().orElse("");
  }
}
