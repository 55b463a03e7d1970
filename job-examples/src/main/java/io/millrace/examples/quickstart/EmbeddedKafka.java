package io.millrace.examples.quickstart;

import io.millrace.examples.cli.JobFailedException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Properties;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.common.test.KafkaClusterTestKit;
import org.apache.kafka.common.test.TestKitNodes;

/**
 * A real Kafka in this process: one node, broker and controller in one, on a port that is free, its files in the temporary
 * folder until it is closed.
 */
public final class EmbeddedKafka implements AutoCloseable {

  private final KafkaClusterTestKit cluster;

  private EmbeddedKafka(KafkaClusterTestKit cluster) {
    this.cluster = cluster;
  }

  /** Whether the broker's classes are there: a jar for clusters has only the client's. */
  public static boolean isHere() {
    return EmbeddedKafka.class
            .getClassLoader()
            .getResource("org/apache/kafka/common/test/KafkaClusterTestKit.class")
        != null;
  }

  /** Starts it, in two to four seconds. */
  public static EmbeddedKafka start() throws JobFailedException {
    TestKitNodes nodes = new TestKitNodes.Builder()
        .setCombined(true)
        .setNumBrokerNodes(1)
        .setNumControllerNodes(1)
        .build();
    try {
      KafkaClusterTestKit cluster = new KafkaClusterTestKit.Builder(nodes)
          .setConfigProp("offsets.topic.replication.factor", "1")
          .setConfigProp("offsets.topic.num.partitions", "4")
          .setConfigProp("transaction.state.log.replication.factor", "1")
          .setConfigProp("transaction.state.log.min.isr", "1")
          // Half a minute after it started it would begin to delete records with old timestamps.
          .setConfigProp("log.retention.ms", "-1")
          .setConfigProp("group.initial.rebalance.delay.ms", "0")
          .setConfigProp("auto.create.topics.enable", "false")
          .build();
      formatQuietly(cluster);
      cluster.startup();
      cluster.waitForReadyBrokers();
      return new EmbeddedKafka(cluster);
    } catch (Exception e) { // what the test kit declares
      throw new JobFailedException("Kafka did not start in this process: " + e, e);
    }
  }

  /** Formatting its folder, Kafka reports on standard output, whatever the log's level. */
  private static void formatQuietly(KafkaClusterTestKit cluster) throws Exception {
    PrintStream out = System.out;
    System.setOut(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
    try {
      cluster.format();
    } finally {
      System.setOut(out);
    }
  }

  /** What a client needs to reach it. */
  public Properties properties() {
    Properties properties = new Properties();
    properties.setProperty(
        CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, cluster.bootstrapServers());
    return properties;
  }

  @Override
  public void close() throws JobFailedException {
    try {
      cluster.close();
    } catch (Exception e) { // what the test kit declares
      throw new JobFailedException("Kafka did not stop: " + e, e);
    }
  }
}
