package io.millrace.benchmarks.topics;

import io.millrace.benchmarks.run.Load;
import io.millrace.broker.TestKafka;
import io.millrace.core.Message;
import io.millrace.kafka.envelope.EnvelopeException;
import io.millrace.kafka.envelope.MessageDecoder;
import io.millrace.kafka.envelope.MessageEncoder;
import io.millrace.schemas.TokenClassificationResult;
import io.millrace.schemas.TokenClassificationStreamResult;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A Kafka in this process, and its topics of one partition. */
public final class Topics implements AutoCloseable {

  private static final String CHOICE = "millrace.kafka";

  private final TestKafka kafka;
  private int count;

  private Topics(TestKafka kafka) {
    this.kafka = kafka;
  }

  /** Starts it in this process, unless told otherwise; what it says while it starts is not part of the table. */
  public static Topics start() throws Exception {
    if (System.getProperty(CHOICE) == null) {
      System.setProperty(CHOICE, "embedded");
    }
    PrintStream out = System.out;
    System.setOut(System.err);
    try {
      return new Topics(TestKafka.start());
    } finally {
      System.setOut(out);
    }
  }

  /** Its {@code bootstrap.servers}. */
  public String servers() {
    return kafka.servers();
  }

  /** Makes a new topic. */
  public String create(String name) throws Exception {
    String topic = name + "-" + count++;
    kafka.createTopic(topic, 1);
    return topic;
  }

  /** Writes so many messages, and what finishes their requests; says how many that were. */
  @SuppressWarnings("FutureReturnValueIgnored") // what is lost is missed at the other end
  public long write(String topic, Load.Flow<Message<String>> flow, long messages) {
    MessageEncoder<String> encoder = MessageEncoder.of(String.class);
    Map<String, Object> settings = Map.of("bootstrap.servers", servers(), "linger.ms", 20);
    long written = 0;
    try (var producer =
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
      while (written < messages) {
        producer.send(record(topic, encoder, flow.next()));
        written++;
      }
      for (var end = flow.finish(); end != null; end = flow.finish()) {
        producer.send(record(topic, encoder, end));
        written++;
      }
    }
    return written;
  }

  /** A consumer of a topic, from its beginning. */
  static KafkaConsumer<byte[], byte[]> reader(String servers, String topic) {
    var consumer = new KafkaConsumer<>(
        Map.<String, Object>of("bootstrap.servers", servers),
        new ByteArrayDeserializer(),
        new ByteArrayDeserializer());
    List<TopicPartition> only = List.of(new TopicPartition(topic, 0));
    consumer.assign(only);
    consumer.seekToBeginning(only);
    return consumer;
  }

  static ProducerRecord<byte[], byte[]> record(
      String topic, MessageEncoder<String> encoder, Message<String> message) {
    return new ProducerRecord<>(
        topic, message.requestId().getBytes(StandardCharsets.UTF_8), encoder.encode(message));
  }

  /** The text of each request that is in a topic. */
  public Map<String, String> texts(String topic) throws EnvelopeException {
    Map<String, String> texts = new TreeMap<>();
    contents(topic, String.class, List::of)
        .forEach((id, pieces) -> texts.put(id, String.join("", pieces)));
    return texts;
  }

  /** The entities of each request that is in a topic, whatever frames they came in. */
  public Map<String, List<TokenClassificationResult>> entities(String topic)
      throws EnvelopeException {
    return contents(
        topic, TokenClassificationStreamResult.class, TokenClassificationStreamResult::getResults);
  }

  private <T, E> Map<String, List<E>> contents(
      String topic, Class<T> type, Function<T, List<E>> elements) throws EnvelopeException {
    MessageDecoder<T> decoder = MessageDecoder.of(type);
    Map<String, List<E>> contents = new TreeMap<>();
    for (ConsumerRecord<byte[], byte[]> record : kafka.read(topic)) {
      Message<T> message = decoder.decode(record.value(), null);
      List<E> content = contents.computeIfAbsent(message.requestId(), id -> new ArrayList<>());
      T payload = message.payload();
      if (payload != null) {
        content.addAll(elements.apply(payload));
      }
    }
    return contents;
  }

  @Override
  public void close() {
    kafka.close();
  }
}
