package io.millrace.flink;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.Message;
import io.millrace.flink.types.MessageTypes;
import io.millrace.schemas.TokenClassificationResult;
import io.millrace.schemas.TokenClassificationResults;
import io.millrace.schemas.TokenClassificationStreamResult;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A generator, then an entity detector over its stream, then a filter over its results: one operator a flavour. */
class FusedChainITCase {

  private static final String PROMPT = "now! anna@example.com at Write";

  @RegisterExtension
  static final MiniClusterExtension CLUSTER =
      new MiniClusterExtension(new MiniClusterResourceConfiguration.Builder()
          .setNumberTaskManagers(1)
          .setNumberSlotsPerTaskManager(2)
          .build());

  @Test
  void allFlavorsOfTheFusedModuleSayWhatPlainJavaSays() throws Exception {
    StreamExecutionEnvironment flink = StreamExecutionEnvironment.getExecutionEnvironment(
        Configuration.fromMap(Map.of("pipeline.generic-types", "false")));
    flink.setParallelism(1);
    TaskStreams<String> prompts = TaskStreams.of(
        flink.fromData(List.of(Message.unary("r", PROMPT)), MessageTypes.of(String.class)));
    Iterator<Message<TokenClassificationStreamResult>> unaryStream =
        prompts.unaryStream("a", FusedChains::overGenerated).output().collectAsync();
    Iterator<Message<TokenClassificationStreamResult>> streamStream =
        prompts.streamStream("b", FusedChains::overGenerated).output().collectAsync();
    Iterator<Message<TokenClassificationResults>> unaryUnary =
        prompts.unaryUnary("c", FusedChains::overGenerated).output().collectAsync();
    Iterator<Message<TokenClassificationResults>> streamUnary =
        prompts.streamUnary("d", FusedChains::overGenerated).output().collectAsync();
    flink.execute();

    try (var plain = FusedChains.overGenerated()) {
      List<TokenClassificationStreamResult> frames = plain.unaryStream(PROMPT).toList();
      assertThat(frames)
          .flatExtracting(TokenClassificationStreamResult::getResults)
          .extracting(TokenClassificationResult::getWord, TokenClassificationResult::getStart)
          .hasToString("[(\"anna@example.com\", 9L)]");
      assertThat(payloads(unaryStream)).isEqualTo(frames);
      assertThat(payloads(streamStream)).isEqualTo(frames);
      TokenClassificationResults whole = plain.unaryUnary(PROMPT);
      assertThat(payloads(unaryUnary)).containsExactly(whole);
      assertThat(payloads(streamUnary)).containsExactly(whole);
    }
  }

  private static <T> List<T> payloads(Iterator<Message<T>> messages) {
    Iterable<Message<T>> all = () -> messages;
    Stream<T> payloads = StreamSupport.stream(all.spliterator(), false)
        .filter(Message::hasPayload)
        .map(message -> Objects.requireNonNull(message.payload()));
    return payloads.toList();
  }
}
