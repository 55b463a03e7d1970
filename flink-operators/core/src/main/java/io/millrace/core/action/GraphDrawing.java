package io.millrace.core.action;

/** A graph as text that others draw. Streaming actions are rounded, failures dashed. */
final class GraphDrawing {

  private GraphDrawing() {}

  static String dot(Graph graph) {
    StringBuilder text = new StringBuilder("digraph application {\n");
    text.append("  \" entry\" [shape=point];\n");
    graph
        .actions()
        .forEach((name, action) -> text.append("  \"")
            .append(name)
            .append("\" [shape=box")
            .append(action.streams() ? ", style=rounded" : "")
            .append("];\n"));
    text.append("  \" entry\" -> \"").append(graph.entry()).append("\";\n");
    for (Transition way : graph.transitions()) {
      dotWay(text, way.from(), way.to(), label(way), "solid");
    }
    for (ErrorTransition way : graph.errorTransitions()) {
      dotWay(text, way.from(), way.to(), way.error().getSimpleName(), "dashed");
    }
    return text.append("}\n").toString();
  }

  private static void dotWay(
      StringBuilder text, String from, String to, String label, String style) {
    text.append("  \"")
        .append(from)
        .append("\" -> \"")
        .append(to)
        .append("\" [style=")
        .append(style);
    if (!label.isEmpty()) {
      text.append(", label=\"")
          .append(label.replace("\\", "\\\\").replace("\"", "\\\""))
          .append('"');
    }
    text.append("];\n");
  }

  static String mermaid(Graph graph) {
    StringBuilder text = new StringBuilder("flowchart TD\n");
    graph
        .actions()
        .forEach((name, action) -> text.append("  a_")
            .append(name)
            .append(action.streams() ? "([\"" : "[\"")
            .append(name)
            .append(action.streams() ? "\"])\n" : "\"]\n"));
    text.append("  entry((\" \")) --> a_").append(graph.entry()).append('\n');
    for (Transition way : graph.transitions()) {
      mermaidWay(text, way.from(), way.to(), label(way), "-->");
    }
    for (ErrorTransition way : graph.errorTransitions()) {
      mermaidWay(text, way.from(), way.to(), way.error().getSimpleName(), "-.->");
    }
    return text.toString();
  }

  private static void mermaidWay(
      StringBuilder text, String from, String to, String label, String arrow) {
    text.append("  a_").append(from).append(' ').append(arrow);
    if (!label.isEmpty()) {
      text.append("|\"")
          .append(label.replace("#", "#35;").replace("\"", "#quot;"))
          .append("\"|");
    }
    text.append(" a_").append(to).append('\n');
  }

  private static String label(Transition way) {
    return way.condition().isDefault() ? "" : way.condition().label();
  }
}
