package io.millrace.examples.actions;

import io.millrace.broker.TestKafka;
import io.millrace.core.action.Graph;
import io.millrace.core.action.Request;
import io.millrace.examples.cli.FlinkSettings;
import io.millrace.flink.ActionLimits;
import io.millrace.flink.ActionSetup;
import io.millrace.kafka.ActionSource;
import io.millrace.kafka.KafkaActions;
import io.millrace.kafka.KafkaInput;
import io.millrace.kafka.client.ActionClient;
import io.millrace.kafka.client.ActionClientSettings;
import io.millrace.kafka.client.RemoteRequest;
import io.millrace.kafka.client.RemoteResult;
import io.millrace.kafka.envelope.EnvelopeFormat;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import org.apache.flink.api.common.RuntimeExecutionMode;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** A job of actions that runs until it is stopped, and goes on from its savepoint. */
public final class LiveJob implements AutoCloseable {

  private final TestKafka kafka;
  private final ActionTopics topics;
  private final ActionSetup.Recipe recipe;
  private final ActionClient client;
  private JobClient running;

  private LiveJob(TestKafka kafka, ActionTopics topics, ActionSetup.Recipe recipe)
      throws Exception {
    this.kafka = kafka;
    this.topics = topics;
    this.recipe = recipe;
    this.client = ActionClient.open(
        ActionClientSettings.of(kafka.servers(), topics.requests(), topics.replies()));
    this.running = start(2, Map.of());
  }

  /** Starts it, with topics of its own. */
  public static LiveJob start(TestKafka kafka, ActionSetup.Recipe recipe) throws Exception {
    ActionTopics topics = new ActionTopics("live.requests", "live.replies", "live.dead");
    kafka.createTopic(topics.requests(), 2);
    for (String output : topics.outputs()) {
      kafka.createTopic(output, 2);
    }
    return new LiveJob(kafka, topics, recipe);
  }

  private JobClient start(int parallelism, Map<String, String> settings) throws Exception {
    StreamExecutionEnvironment flink = FlinkSettings.environment(
        RuntimeExecutionMode.STREAMING, parallelism, Duration.ofMillis(200), settings);
    Graph graph = recipe.open().graph();
    Properties properties = kafka.properties();
    KafkaInput input = KafkaInput.of(kafka.servers(), topics.requests(), topics.requests())
        .with(properties)
        .from(OffsetsInitializer.earliest());
    ActionSource source = KafkaActions.calls(flink, "input", input, graph);
    new ActionJob(
            "live", properties, topics, ActionLimits.DEFAULT, "", EnvelopeFormat.singleObject())
        .define(new Calls(source.calls(), source.deadLetters()), graph, recipe);
    return flink.executeAsync("live");
  }

  /** Stops it with a savepoint in this folder, and has it go on with another parallelism. */
  public void restart(Path savepoints) throws Exception {
    String savepoint = running
        .stopWithSavepoint(false, savepoints.toUri().toString(), SavepointFormatType.CANONICAL)
        .get();
    running = start(1, Map.of("execution.state-recovery.path", savepoint));
  }

  /** Its topics. */
  public ActionTopics topics() {
    return topics;
  }

  /** Has an application run a request, whose step before the halt streams. */
  public RemoteResult send(String application, Request request) {
    return client.streamResult(RemoteRequest.of(application, request));
  }

  /** Ends it. */
  @Override
  public void close() {
    client.close();
    running.cancel().join();
  }
}
