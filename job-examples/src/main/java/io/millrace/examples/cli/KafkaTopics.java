package io.millrace.examples.cli;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.TopicExistsException;

/** Looks before a job starts whether its topics are there, which tells more than what a job would fail with. */
public final class KafkaTopics {

  private static final int ANSWER_WITHIN_SECONDS = 15;

  private KafkaTopics() {}

  /**
   * Makes sure that a job's topics are there: the input must be, an output that is not is made, with as many partitions as
   * the input.
   *
   * @return how many partitions the input has
   */
  public static int prepare(Properties kafka, String input, Collection<String> outputs)
      throws JobFailedException, InterruptedException {
    try (Admin admin = admin(kafka)) {
      int partitions = partitions(kafka, admin, input);
      create(kafka, admin, outputs, partitions);
      return partitions;
    }
  }

  /** Makes topics that are not there. */
  public static void create(Properties kafka, Collection<String> topics, int partitions)
      throws JobFailedException, InterruptedException {
    try (Admin admin = admin(kafka)) {
      create(kafka, admin, topics, partitions);
    }
  }

  static int partitions(Properties kafka, Admin admin, String topic)
      throws JobFailedException, InterruptedException {
    Set<String> there = answer(kafka, admin.listTopics().names());
    if (!there.contains(topic)) {
      throw new JobFailedException("topic '" + topic + "' is not on " + servers(kafka)
          + ", which has " + (there.isEmpty() ? "none" : String.join(", ", new TreeSet<>(there))));
    }
    Map<String, TopicDescription> described =
        answer(kafka, admin.describeTopics(List.of(topic)).allTopicNames());
    return Objects.requireNonNull(described.get(topic)).partitions().size();
  }

  private static void create(
      Properties kafka, Admin admin, Collection<String> topics, int partitions)
      throws JobFailedException, InterruptedException {
    for (String topic : topics) {
      NewTopic created = new NewTopic(topic, Optional.of(partitions), Optional.empty());
      try {
        answer(kafka, admin.createTopics(List.of(created)).all());
      } catch (JobFailedException e) {
        if (!(e.getCause() instanceof TopicExistsException)) {
          throw e;
        }
      }
    }
  }

  static <T> T answer(Properties kafka, KafkaFuture<T> future)
      throws JobFailedException, InterruptedException {
    try {
      return future.get(ANSWER_WITHIN_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw new JobFailedException("no Kafka broker answered on " + servers(kafka), e);
    } catch (ExecutionException e) {
      Throwable cause = Objects.requireNonNullElse(e.getCause(), e);
      throw new JobFailedException("Kafka on " + servers(kafka) + " refused: " + cause, cause);
    }
  }

  static Admin admin(Properties kafka) throws JobFailedException {
    Properties properties = new Properties();
    properties.putAll(kafka);
    // Gives up before the answer is waited for no longer, so that the error names what failed.
    properties.setProperty(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, "10000");
    properties.setProperty(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, "5000");
    try {
      return Admin.create(properties);
    } catch (KafkaException e) {
      Throwable cause = Objects.requireNonNullElse(e.getCause(), e);
      throw new JobFailedException("Kafka's properties are wrong: " + cause.getMessage(), e);
    }
  }

  private static String servers(Properties kafka) {
    return kafka.getProperty(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG);
  }
}
