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

/**
 * A job of actions that runs until it is stopped, and goes on from its savepoint.
 *
 * @param kafka where its topics are
 * @param topics the topics, which are made
 * @param recipe what its applications are
 */
public record LiveJob(TestKafka kafka, ActionTopics topics, ActionSetup.Recipe recipe) {

  /** With topics of its own. */
  public static LiveJob of(TestKafka kafka, String prefix, ActionSetup.Recipe recipe)
      throws Exception {
    ActionTopics topics =
        new ActionTopics(prefix + ".requests", prefix + ".replies", prefix + ".dead");
    kafka.createTopic(topics.requests(), 2);
    for (String output : topics.outputs()) {
      kafka.createTopic(output, 2);
    }
    return new LiveJob(kafka, topics, recipe);
  }

  /** Starts it. */
  public JobClient start() throws Exception {
    return start(2, Map.of());
  }

  /** Starts it where a job with another parallelism was stopped. */
  public JobClient goOn(String savepoint) throws Exception {
    return start(1, Map.of("execution.state-recovery.path", savepoint));
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

  /** Stops it, and says where its savepoint is. */
  public static String stop(JobClient job, Path savepoints) throws Exception {
    return job.stopWithSavepoint(
            false, savepoints.toUri().toString(), SavepointFormatType.CANONICAL)
        .get();
  }

  /** Waits until so many requests have ended, and gives what came of each. */
  public Map<String, Replies> await(int ended) {
    return Replies.await(kafka, topics.replies(), ended);
  }

  /** Has an application run a request. */
  public void send(String application, String id, Request request)
      throws Exception {
    kafka.write(List.of(Requests.run(topics.requests(), application, id, request)));
  }
}
