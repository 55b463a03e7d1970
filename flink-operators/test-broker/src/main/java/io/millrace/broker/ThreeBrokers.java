package io.millrace.broker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toSet;

import java.io.OutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import kafka.server.BrokerServer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewPartitionReassignment;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.ElectionType;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.test.KafkaClusterTestKit;
import org.apache.kafka.common.test.TestKitNodes;

/**
 * A cluster in this process whose brokers can be stopped and started. Its topics are on all three brokers, and what two
 * have is acknowledged: so nothing is lost while one is away.
 */
public final class ThreeBrokers implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final KafkaClusterTestKit cluster;

  /** Starts it, in a few seconds. */
  public ThreeBrokers() throws Exception {
    cluster = new KafkaClusterTestKit.Builder(new TestKitNodes.Builder()
            .setNumBrokerNodes(3)
            .setNumControllerNodes(1)
            .build())
        .setConfigProp("default.replication.factor", "3")
        .setConfigProp("min.insync.replicas", "2")
        .setConfigProp("offsets.topic.replication.factor", "3")
        .setConfigProp("offsets.topic.num.partitions", "1")
        .setConfigProp("transaction.state.log.replication.factor", "3")
        // Half a minute after it started it would begin to delete records with old timestamps.
        .setConfigProp("log.retention.ms", "-1")
        .setConfigProp("group.initial.rebalance.delay.ms", "0")
        .build();
    formatQuietly();
    cluster.startup();
    cluster.waitForReadyBrokers();
  }

  /** Formatting its folder, Kafka reports on standard output. */
  private void formatQuietly() throws Exception {
    PrintStream out = System.out;
    System.setOut(new PrintStream(OutputStream.nullOutputStream(), false, UTF_8));
    try {
      cluster.format();
    } finally {
      System.setOut(out);
    }
  }

  /** What a client needs to reach it. */
  public Properties properties() {
    return cluster.clientProperties();
  }

  public Collection<Integer> brokers() {
    return cluster.brokers().keySet();
  }

  /** Done while a broker is away. */
  @FunctionalInterface
  public interface Meanwhile {
    void run() throws Exception;
  }

  /** Stops a broker, and starts it when {@code meanwhile} has come back, or failed. */
  public void restart(int broker, Meanwhile meanwhile) throws Exception {
    BrokerServer server = Objects.requireNonNull(cluster.brokers().get(broker));
    server.shutdown();
    try {
      meanwhile.run();
    } finally {
      server.startup();
    }
    cluster.waitForReadyBrokers();
  }

  /** The broker that leads a partition. */
  public int leader(TopicPartition partition) throws Exception {
    try (Admin admin = Admin.create(properties())) {
      return info(admin, partition).leader().id();
    }
  }

  /** Makes another broker the leader of a partition, and comes back when it is. */
  public void moveLeader(TopicPartition partition) throws Exception {
    try (Admin admin = Admin.create(properties())) {
      TopicPartitionInfo before =
          await(admin, partition, "have a follower in sync", info -> info.isr().size() > 1);
      int next = before.isr().stream()
          .mapToInt(Node::id)
          .filter(id -> id != before.leader().id())
          .findFirst()
          .orElseThrow();
      List<Integer> preferred = new ArrayList<>(List.of(next));
      before.replicas().stream().map(Node::id).filter(id -> id != next).forEach(preferred::add);
      admin
          .alterPartitionReassignments(
              Map.of(partition, Optional.of(new NewPartitionReassignment(preferred))))
          .all()
          .get();
      admin.electLeaders(ElectionType.PREFERRED, Set.of(partition)).all().get();
      await(admin, partition, "be led by " + next, info -> info.leader().id() == next);
    }
  }

  private static TopicPartitionInfo await(
      Admin admin, TopicPartition partition, String what, Predicate<TopicPartitionInfo> wanted)
      throws Exception {
    Instant deadline = Instant.now().plus(PATIENCE);
    TopicPartitionInfo info = info(admin, partition);
    while (!wanted.test(info)) {
      if (Instant.now().isAfter(deadline)) {
        throw new TimeoutException(partition + " must " + what + " but after a minute is " + info);
      }
      info = info(admin, partition);
    }
    return info;
  }

  private static TopicPartitionInfo info(Admin admin, TopicPartition partition) throws Exception {
    return partitions(admin, partition.topic()).get(partition.partition());
  }

  private static List<TopicPartitionInfo> partitions(Admin admin, String topic) throws Exception {
    return admin
        .describeTopics(List.of(topic))
        .topicNameValues()
        .values()
        .iterator()
        .next()
        .get()
        .partitions();
  }

  /** Makes a topic refuse records larger than this. */
  public void limitRecords(String topic, int bytes) throws Exception {
    ConfigResource limited = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    ConfigEntry limit =
        new ConfigEntry(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Integer.toString(bytes));
    AlterConfigOp set = new AlterConfigOp(limit, AlterConfigOp.OpType.SET);
    try (Admin admin = Admin.create(properties())) {
      admin.incrementalAlterConfigs(Map.of(limited, List.of(set))).all().get();
    }
  }

  /** Reads a topic from its beginning until so many records came. */
  public void awaitRecords(String topic, long atLeast) {
    Instant deadline = Instant.now().plus(PATIENCE);
    long seen = 0;
    try (var consumer = new KafkaConsumer<>(
        properties(), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
          .map(info -> new TopicPartition(topic, info.partition()))
          .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      while (seen < atLeast && Instant.now().isBefore(deadline)) {
        seen += consumer.poll(Duration.ofMillis(100)).count();
      }
    }
    if (seen < atLeast) {
      throw new AssertionError(
          topic + " must get " + atLeast + " records but after a minute has " + seen);
    }
  }

  /** Makes topics, each on all brokers. */
  public void createTopics(Collection<String> topics, int partitions) throws Exception {
    try (Admin admin = Admin.create(properties())) {
      admin
          .createTopics(topics.stream()
              .map(topic -> new NewTopic(topic, Optional.of(partitions), Optional.empty()))
              .toList())
          .all()
          .get();
    }
  }

  /** The brokers that the cluster knows to be there. */
  public Set<Integer> present() throws Exception {
    try (Admin admin = Admin.create(properties())) {
      return admin.describeCluster().nodes().get().stream().map(Node::id).collect(toSet());
    }
  }

  /** Comes back when all brokers have all that was written to a topic: another one may go then. */
  public void awaitInSync(String topic) throws Exception {
    try (Admin admin = Admin.create(properties())) {
      int partitions = partitions(admin, topic).size();
      for (int partition = 0; partition < partitions; partition++) {
        var unused = await(
            admin,
            new TopicPartition(topic, partition),
            "have all brokers in sync",
            info -> info.isr().size() == info.replicas().size());
      }
    }
  }

  @Override
  public void close() {
    try {
      cluster.close();
    } catch (Exception e) {
      throw new IllegalStateException("The brokers did not stop", e);
    }
  }
}
