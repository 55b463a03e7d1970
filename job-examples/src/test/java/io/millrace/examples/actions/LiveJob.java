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
import io.millrace.kafka.envelope.EnvelopeFormat;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.flink.api.common.RuntimeExecutionMode;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** A job of actions that runs until it is stopped, and goes on from its savepoint. */
public final class LiveJob {

  private final TestKafka kafka;
  private final ActionTopics topics;
  private final ActionSetup.Recipe recipe;
  private JobClient running;

  private LiveJob(TestKafka kafka, ActionTopics topics, ActionSetup.Recipe recipe)
      throws Exception {
    this.kafka = kafka;
    this.topics = topics;
    this.recipe = recipe;
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

  /** Ends it. */
  public void cancel() throws Exception {
    running.cancel().get();
  }

  /** Has an application run a request. */
  public void send(String application, String id, Request request) throws Exception {
    kafka.write(List.of(Requests.run(topics.requests(), application, id, request)));
  }

  /** Cancels a request. */
  public void cancel(String application, String id) throws Exception {
    kafka.write(List.of(Requests.cancel(topics.requests(), application, id)));
  }

  /** Waits until these requests have ended, and gives what came of each there is. */
  public Map<String, Replies> await(String... ids) {
    return Replies.await(kafka, topics.replies(), ids);
  }

  /** Waits until there is so much, and gives what came of each request. */
  public Map<String, Replies> awaitRecords(int records) {
    return Replies.of(kafka.await(topics.replies(), records));
  }
}
