package io.millrace.examples.faults;

import io.millrace.examples.topics.TopicReader;
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
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import kafka.server.BrokerServer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewPartitionReassignment;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.ElectionType;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.test.KafkaClusterTestKit;
import org.apache.kafka.common.test.TestKitNodes;

/**
 * A cluster in this process whose brokers can be stopped and started. Its topics are on all three brokers, and what two
 * have is acknowledged: so nothing is lost while one is away.
 */
final class ThreeBrokers implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final KafkaClusterTestKit cluster;

  ThreeBrokers() throws Exception {
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
    cluster.format();
    cluster.startup();
    cluster.waitForReadyBrokers();
  }

  Properties properties() {
    return cluster.clientProperties();
  }

  Collection<Integer> brokers() {
    return cluster.brokers().keySet();
  }

  /** Stops a broker, and starts it when {@code meanwhile} has come back. */
  void restart(int broker, Runnable meanwhile) throws Exception {
    BrokerServer server = Objects.requireNonNull(cluster.brokers().get(broker));
    server.shutdown();
    meanwhile.run();
    server.startup();
    cluster.waitForReadyBrokers();
  }

  /** The broker that leads a partition. */
  int leader(TopicPartition partition) throws Exception {
    try (Admin admin = Admin.create(properties())) {
      return info(admin, partition).leader().id();
    }
  }

  /** Makes another broker the leader of a partition, and comes back when it is. */
  void moveLeader(TopicPartition partition) throws Exception {
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
        throw new AssertionError(partition + " must " + what + " but after a minute is " + info);
      }
      info = info(admin, partition);
    }
    return info;
  }

  private static TopicPartitionInfo info(Admin admin, TopicPartition partition) throws Exception {
    TopicDescription topic = admin
        .describeTopics(List.of(partition.topic()))
        .topicNameValues()
        .values()
        .iterator()
        .next()
        .get();
    return topic.partitions().get(partition.partition());
  }

  /** Makes a topic refuse records larger than this. */
  void limitRecords(String topic, int bytes) throws Exception {
    ConfigResource limited = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    ConfigEntry limit =
        new ConfigEntry(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Integer.toString(bytes));
    AlterConfigOp set = new AlterConfigOp(limit, AlterConfigOp.OpType.SET);
    try (Admin admin = Admin.create(properties())) {
      admin.incrementalAlterConfigs(Map.of(limited, List.of(set))).all().get();
    }
  }

  /** Reads a topic from its beginning until so many records came. */
  void awaitRecords(String topic, long atLeast) {
    AtomicLong seen = new AtomicLong();
    Instant deadline = Instant.now().plus(PATIENCE);
    try (TopicReader reader = new TopicReader(properties(), List.of(topic))) {
      while (seen.get() < atLeast && Instant.now().isBefore(deadline)) {
        reader.read(Duration.ofMillis(100), read -> seen.incrementAndGet());
      }
    }
    if (seen.get() < atLeast) {
      throw new AssertionError(
          topic + " must get " + atLeast + " records but after a minute has " + seen);
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
