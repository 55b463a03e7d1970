package io.millrace.benchmarks.topics;

import io.millrace.benchmarks.run.Load;
import io.millrace.broker.TestKafka;
import io.millrace.core.Message;
import io.millrace.kafka.envelope.EnvelopeException;
import io.millrace.kafka.envelope.MessageDecoder;
import io.millrace.kafka.envelope.MessageEncoder;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
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

  static ProducerRecord<byte[], byte[]> record(
      String topic, MessageEncoder<String> encoder, Message<String> message) {
    return new ProducerRecord<>(
        topic, message.requestId().getBytes(StandardCharsets.UTF_8), encoder.encode(message));
  }

  /** The text of each request that is in a topic. */
  public Map<String, String> texts(String topic) throws EnvelopeException {
    MessageDecoder<String> decoder = MessageDecoder.of(String.class);
    Map<String, StringBuilder> texts = new TreeMap<>();
    for (ConsumerRecord<byte[], byte[]> record : kafka.read(topic)) {
      Message<String> message = decoder.decode(record.value(), null);
      StringBuilder text = texts.computeIfAbsent(message.requestId(), id -> new StringBuilder());
      if (message.payload() != null) {
        text.append(message.payload());
      }
    }
    Map<String, String> whole = new TreeMap<>();
    texts.forEach((id, text) -> whole.put(id, text.toString()));
    return whole;
  }

  @Override
  public void close() {
    kafka.close();
  }
}
