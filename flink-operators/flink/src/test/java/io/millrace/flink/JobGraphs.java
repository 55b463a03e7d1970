package io.millrace.flink;

import java.util.List;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.streaming.api.graph.StreamEdge;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.apache.flink.streaming.api.graph.StreamNode;

/** What Flink would make of a job, in lines that tests can compare. */
record JobGraphs(StreamGraph graph) {

  /** The graph of the job that ends here. Every operator must have a uid, or there is none. */
  static JobGraphs of(StreamExecutionEnvironment environment, TaskStream<?>... ends) {
    for (int i = 0; i < ends.length; i++) {
      ends[i].output().sinkTo(new DiscardingSink<>()).name("sink").uid("sink-" + i);
      ends[i].deadLetters().sinkTo(new DiscardingSink<>()).name("dead").uid("dead-" + i);
    }
    StreamGraph graph = environment.getStreamGraph(false);
    graph.getJobGraph();
    return new JobGraphs(graph);
  }

  /** The edges between operators, sorted: from, how, to; without those to the sinks. */
  List<String> edges() {
    return graph.getStreamNodes().stream()
        .flatMap(node -> node.getOutEdges().stream())
        .map(this::edge)
        .filter(edge -> !edge.endsWith(" sink: Writer") && !edge.endsWith(" dead: Writer"))
        .sorted()
        .toList();
  }

  private String edge(StreamEdge edge) {
    String from = graph.getStreamNode(edge.getSourceId()).getOperatorName();
    return from.replace("Source: ", "") + " " + edge.getPartitioner() + " "
        + graph.getStreamNode(edge.getTargetId()).getOperatorName();
  }

  /** The operators but source and sinks, sorted: name and uid. */
  List<String> operators() {
    return graph.getStreamNodes().stream()
        .filter(node -> !node.getInEdges().isEmpty() && !node.getOperatorName().endsWith("Writer"))
        .map(node -> node.getOperatorName() + " = " + node.getTransformationUID())
        .sorted()
        .toList();
  }

  /** The parallelism and maximum parallelism of an operator. */
  String parallelism(String operator) {
    StreamNode node = graph.getStreamNodes().stream()
        .filter(each -> each.getOperatorName().equals(operator))
        .findFirst()
        .orElseThrow();
    return node.getParallelism() + " of " + node.getMaxParallelism();
  }
}
