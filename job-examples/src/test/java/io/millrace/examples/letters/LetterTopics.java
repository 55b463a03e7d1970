package io.millrace.examples.letters;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.millrace.examples.entities.JobOutputs;
import io.millrace.examples.topics.TopicReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;

/** Writes chunks and waits for records, in tests of dead letters. */
final class LetterTopics {

  private static final Duration DEADLINE = Duration.ofSeconds(60);

  private LetterTopics() {}

  /** A record of a completion's choice: a piece of its text, and whether it is the last. */
  static ProducerRecord<byte[], byte[]> chunk(
      String topic, String id, int choice, String piece, boolean last, Header... headers) {
    return delta(topic, id, choice, "{\"content\":\"" + piece + "\"}", last, headers);
  }

  /** A record of what is said of a completion's choice. */
  static ProducerRecord<byte[], byte[]> delta(
      String topic, String id, int choice, String delta, boolean last, Header... headers) {
    String value = """
        {"id":"%s","object":"chat.completion.chunk","choices":[{"index":%d,"delta":%s,"finish_reason":%s}]}""".formatted(id, choice, delta, last ? "\"stop\"" : "null");
    return record(topic, id, value, headers);
  }

  static ProducerRecord<byte[], byte[]> record(
      String topic, String key, String value, Header... headers) {
    return new ProducerRecord<>(
        topic,
        null,
        1_763_640_000_000L,
        key.getBytes(UTF_8),
        value.getBytes(UTF_8),
        List.of(headers));
  }

  static Header header(String name, Object value) {
    return new RecordHeader(name, value.toString().getBytes(UTF_8));
  }

  /** Reads along until so many records are there that are meant. */
  static List<ConsumerRecord<byte[], byte[]>> await(
      Properties kafka, String topic, int count, Predicate<ConsumerRecord<byte[], byte[]>> meant) {
    List<ConsumerRecord<byte[], byte[]>> found = new ArrayList<>();
    long deadline = System.nanoTime() + DEADLINE.toNanos();
    try (TopicReader reader = new TopicReader(kafka, List.of(topic))) {
      while (found.size() < count) {
        if (System.nanoTime() > deadline) {
          throw new AssertionError(found.size() + " of " + count + " records came to " + topic
              + ": " + JobOutputs.records(kafka, topic));
        }
        reader.read(Duration.ofMillis(100), record -> {
          if (meant.test(record)) {
            found.add(record);
          }
        });
      }
    }
    return found;
  }
}
