package io.millrace.examples.multitask;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.Message;
import io.millrace.flink.types.MessageTypes;
import io.millrace.schemas.ClassificationResult;
import io.millrace.schemas.ClassificationResults;
import io.millrace.schemas.TokenClassificationResult;
import io.millrace.schemas.TokenClassificationResults;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Test;

class MultiTaskPipelineITCase {

  @Test
  void bothTasksAnswerOneStream() throws Exception {
    StreamExecutionEnvironment flink = StreamExecutionEnvironment.getExecutionEnvironment(
        Configuration.fromMap(Map.of("pipeline.generic-types", "false")));
    MultiTaskPipeline pipeline = MultiTaskPipeline.over(flink.fromData(
        List.of(Message.unary("r", "Mrs. Ode is in Rome and it is awful.")),
        MessageTypes.of(String.class)));
    Iterator<Message<TokenClassificationResults>> entities = pipeline.entities().collectAsync();
    Iterator<Message<ClassificationResults>> sentiment = pipeline.sentiment().collectAsync();
    flink.execute();

    assertThat(payloads(entities))
        .flatExtracting(TokenClassificationResults::getResults)
        .extracting(TokenClassificationResult::getWord)
        .containsExactly("Ode", "Rome");
    assertThat(payloads(sentiment))
        .flatExtracting(ClassificationResults::getResults)
        .containsExactly(new ClassificationResult("negative", 0.8));
  }

  private static <T> List<T> payloads(Iterator<Message<T>> messages) {
    List<T> payloads = new ArrayList<>();
    messages.forEachRemaining(message -> {
      if (message.hasPayload()) {
        payloads.add(Objects.requireNonNull(message.payload()));
      }
    });
    return payloads;
  }
}
