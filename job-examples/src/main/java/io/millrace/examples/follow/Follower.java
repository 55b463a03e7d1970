package io.millrace.examples.follow;

import io.millrace.core.Message;
import io.millrace.kafka.envelope.MessageDecoder;
import io.millrace.kafka.reader.EnvelopeReader;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;

/** Reads a topic of texts from its beginning and hands each message over once, whatever failures wrote twice. */
public final class Follower implements AutoCloseable {

  private final EnvelopeReader<String> reader;

  /** Follows a topic, as one of a group. */
  public Follower(Properties kafka, String group, String topic, Guarantee guarantee) {
    Map<String, Object> config = new HashMap<>();
    kafka.stringPropertyNames().forEach(name -> config.put(name, kafka.getProperty(name)));
    config.put(ConsumerConfig.GROUP_ID_CONFIG, group);
    config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, guarantee.isolation());
    config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    reader = new EnvelopeReader<>(
        config,
        MessageDecoder.of(String.class),
        (record, why) -> {
          throw new IllegalStateException("the record at " + record.topic() + "-"
              + record.partition() + "@" + record.offset() + " is no text: " + why);
        },
        EnvelopeReader.LOOK_BACK);
    reader.subscribe(List.of(topic));
  }

  /** What came within this time. */
  public List<Message<String>> read(Duration within) {
    return reader.poll(within);
  }

  /** What was read is done, and whoever comes next in the group goes on behind it. */
  public void commit() {
    reader.commit();
  }

  @Override
  public void close() {
    reader.close();
  }
}
