package io.millrace.examples.windows;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.Message;
import io.millrace.examples.cli.FlinkSettings;
import io.millrace.flink.RequestLimits;
import io.millrace.flink.types.MessageTypes;
import io.millrace.schemas.GeneratedTextStreamResult;
import io.millrace.schemas.TokenClassificationResult;
import io.millrace.schemas.TokenClassificationResults;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.api.common.RuntimeExecutionMode;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.CloseableIterator;
import org.junit.jupiter.api.Test;

class WindowsPipelineITCase {

  @Test
  void answersForEachTextAndWindow() throws Exception {
    List<Message<GeneratedTextStreamResult>> messages = List.of(
        piece("a", 0, "Write to ann@example.com, "),
        piece("b", 0, "Nothing to see here, "),
        piece("a", 1, "or to bob@example.com. "),
        Message.end("a", 2),
        Message.end("b", 1));

    Map<String, List<String>> words = new TreeMap<>();
    for (Message<TokenClassificationResults> message : run(messages)) {
      TokenClassificationResults results = message.payload();
      if (results != null) {
        assertThat(message.requestId()).matches("[ab]@\\d+");
        List<String> found =
            words.computeIfAbsent(message.requestId().substring(0, 1), any -> new ArrayList<>());
        results.getResults().stream().map(TokenClassificationResult::getWord).forEach(found::add);
      }
    }

    assertThat(words)
        .containsExactly(
            Map.entry("a", List.of("ann@example.com", "bob@example.com")),
            Map.entry("b", List.of()));
  }

  private static List<Message<TokenClassificationResults>> run(
      List<Message<GeneratedTextStreamResult>> messages) throws Exception {
    StreamExecutionEnvironment flink = FlinkSettings.environment(
        RuntimeExecutionMode.STREAMING, 1, Duration.ofSeconds(1), Map.of());
    var pieces = flink.fromData(messages, MessageTypes.of(GeneratedTextStreamResult.class));
    WindowsPipeline pipeline =
        WindowsPipeline.over(pieces, RequestLimits.DEFAULT, Duration.ofHours(1));
    List<Message<TokenClassificationResults>> out = new ArrayList<>();
    CloseableIterator<Message<TokenClassificationResults>> collected =
        pipeline.entities().executeAndCollect();
    collected.forEachRemaining(out::add);
    collected.close();
    return out;
  }

  private static Message<GeneratedTextStreamResult> piece(
      String request, long sequence, String text) {
    return Message.of(request, sequence, new GeneratedTextStreamResult(text, null, null, null));
  }
}
