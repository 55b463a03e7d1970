package io.millrace.examples.readme;

import static io.millrace.tasks.StandardTasks.TEXT_CLASSIFICATION;
import static io.millrace.tasks.StandardTasks.TOKEN_CLASSIFICATION;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.Message;
import io.millrace.core.task.ModuleRunner;
import io.millrace.core.task.TaskModule;
import io.millrace.flink.TaskStreams;
import io.millrace.flink.types.MessageTypes;
import io.millrace.schemas.ClassificationResult;
import io.millrace.schemas.ClassificationResults;
import io.millrace.schemas.TokenClassificationResult;
import io.millrace.schemas.TokenClassificationResults;
import io.millrace.schemas.TokenClassificationStreamResult;
import io.millrace.testkit.ModuleLaws;
import io.millrace.text.SpanClassification;
import io.millrace.text.StableSegmenter;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Test;

/** The code that README.md shows: what stands between the two marks is there word for word. */
class ShoutsITCase {

  // README: begin
  /** The module: one function of a whole text, here "does it shout?". */
  static TaskModule shouting() {
    return TaskModule.named("shouting", "1.0.0")
        .serves(
            TEXT_CLASSIFICATION,
            as -> as.unaryUnary((text, parameters) -> new ClassificationResults(
                text.endsWith("!") ? List.of(new ClassificationResult("SHOUT", 0.9)) : List.of())))
        .build();
  }

  /** The same for every sentence of a stream, as soon as the sentence is whole. */
  static ModuleRunner<String, String, TokenClassificationResults, TokenClassificationStreamResult>
      shouts() {
    return TOKEN_CLASSIFICATION.runner(SpanClassification.ofTexts(
        StableSegmenter.of("[^.!?\\s][^.!?]*[.!?]?"), TEXT_CLASSIFICATION.runner(shouting())));
  }

  /** Its test: however the text is cut, all four flavours give one answer. */
  @Test
  void findsAShoutHoweverTheTextIsCut() {
    ModuleLaws.of(shouts())
        .texts("All is well. Stop the mill! Thank you.")
        .cuttings(1_000)
        .check();
  }

  /** Its job: numbered pieces in, in any order; frames with entities out. */
  @Test
  void runsInFlink() throws Exception {
    List<String> pieces = List.of("All is well. St", "op the mi", "ll! Thank you.");
    var settings = Configuration.fromMap(Map.of("pipeline.generic-types", "false"));
    var flink = StreamExecutionEnvironment.getExecutionEnvironment(settings);
    DataStream<Message<String>> texts = flink
        .fromSequence(0, 3)
        .map(
            n -> n < 3 ? Message.of("r", n, pieces.get(n.intValue())) : Message.<String>end("r", n))
        .returns(MessageTypes.of(String.class));
    var frames =
        TaskStreams.of(texts).streamStream("shouts", ShoutsITCase::shouts).output();
    assertThat(frames.executeAndCollect(10).stream().map(Message::payload).filter(Objects::nonNull))
        .flatExtracting(TokenClassificationStreamResult::getResults)
        .extracting(TokenClassificationResult::getWord)
        .containsExactly("Stop the mill!");
  }
  // README: end
}
