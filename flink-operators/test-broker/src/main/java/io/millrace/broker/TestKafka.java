package io.millrace.broker;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * A Kafka of a test's own, with nothing in it: in a container where a Docker engine answers, else in this process. A test that stops
 * brokers, or needs several, builds its {@code KafkaClusterTestKit} itself.
 */
public final class TestKafka implements AutoCloseable {

  private static final BrokerChoice CHOICE = new BrokerChoice(
      System.getProperty("millrace.kafka", "auto"),
      ContainerBroker::start,
      ProcessBroker::start,
      System.out::println);

  private final Broker broker;

  private TestKafka(Broker broker) {
    this.broker = broker;
  }

  /** Starts it, in a few seconds. */
  public static TestKafka start() throws Exception {
    return new TestKafka(CHOICE.start());
  }

  /** Its {@code bootstrap.servers}. */
  public String servers() {
    return broker.servers();
  }

  /** What a client needs to reach it. */
  public Properties properties() {
    Properties properties = new Properties();
    properties.setProperty("bootstrap.servers", servers());
    return properties;
  }

  public void createTopic(String topic, int partitions) throws Exception {
    createTopic(topic, partitions, Map.of());
  }

  public void createTopic(String topic, int partitions, Map<String, String> config)
      throws Exception {
    NewTopic created = new NewTopic(topic, partitions, (short) 1).configs(config);
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", servers()))) {
      admin.createTopics(List.of(created)).all().get();
    }
  }

  /** Writes them in this order, and comes back when all are there. */
  public void write(List<ProducerRecord<byte[], byte[]>> records) throws Exception {
    Map<String, Object> config =
        Map.of("bootstrap.servers", servers(), "max.request.size", 16 << 20);
    try (var producer =
        new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer())) {
      List<Future<RecordMetadata>> sent = new ArrayList<>();
      records.forEach(record -> sent.add(producer.send(record)));
      for (Future<RecordMetadata> each : sent) {
        each.get();
      }
    }
  }

  /** What is in a topic once there are so many records; of transactions, what is committed. */
  public List<ConsumerRecord<byte[], byte[]>> await(String topic, int records) {
    Instant deadline = Instant.now().plusSeconds(60);
    List<ConsumerRecord<byte[], byte[]>> read = read(topic);
    while (read.size() < records && Instant.now().isBefore(deadline)) {
      read = read(topic);
    }
    if (read.size() < records) {
      throw new AssertionError(
          topic + " must have " + records + " records but after a minute has " + read.size());
    }
    return read;
  }

  /** All that is in a topic now, partition by partition; of transactions, what is committed. */
  public List<ConsumerRecord<byte[], byte[]>> read(String topic) {
    Properties config = new Properties();
    config.put("bootstrap.servers", servers());
    config.put("isolation.level", "read_committed");
    try (var consumer =
        new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
          .map(info -> new TopicPartition(topic, info.partition()))
          .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
      while (ends.entrySet().stream()
          .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
        consumer.poll(Duration.ofMillis(100)).forEach(records::add);
      }
      return records;
    }
  }

  @Override
  public void close() {
    broker.close();
  }
}
