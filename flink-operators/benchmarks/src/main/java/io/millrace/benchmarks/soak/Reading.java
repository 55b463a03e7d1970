package io.millrace.benchmarks.soak;

import io.millrace.benchmarks.soak.Background.Step;
import io.millrace.kafka.StoredDeadLetter;
import io.millrace.kafka.envelope.MessageDecoder;
import io.millrace.kafka.envelope.MessageEncoder;
import io.millrace.kafka.reader.EnvelopeReader;
import io.millrace.kafka.record.UndecodableException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads what the job writes while it writes it, as any consumer would, and takes it to the ledgers. */
final class Reading {

  private static final Duration WITHIN = Duration.ofMillis(200);

  /** More requests than a soak writes: each must be known again, however late it is written again. */
  private static final int REMEMBERED = 1 << 20;

  private Reading() {}

  /** Messages, each once, as the library's own reader hands them over. */
  static <T> Background messages(
      Properties kafka, String topic, Class<T> payload, OutputLedger ledger) {
    return Background.start("read " + topic, stop -> {
      MessageEncoder<T> encoder = MessageEncoder.of(payload);
      try (EnvelopeReader<T> reader = new EnvelopeReader<>(
          config(kafka),
          MessageDecoder.of(payload),
          (record, why) -> ledger.refuse(why),
          REMEMBERED)) {
        reader.assign(beginnings(kafka, topic));
        stop.until(() ->
            reader.poll(WITHIN).forEach(message -> ledger.take(message, encoder.encode(message))));
      }
    });
  }

  /** Dead letters. */
  static Background letters(Properties kafka, LetterLedger ledger) {
    return Background.start("read " + SoakJob.DEAD_LETTERS, stop -> {
      try (KafkaConsumer<byte[], byte[]> consumer = consumer(kafka)) {
        List<TopicPartition> partitions =
            List.copyOf(beginnings(kafka, SoakJob.DEAD_LETTERS).keySet());
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        Step step = () -> consumer.poll(WITHIN).forEach(record -> take(record, ledger));
        stop.until(step);
      }
    });
  }

  private static void take(ConsumerRecord<byte[], byte[]> record, LetterLedger ledger) {
    try {
      ledger.take(StoredDeadLetter.of(record));
    } catch (UndecodableException e) {
      ledger.refuse("the record at offset " + record.offset() + " is none: " + e.getMessage());
    }
  }

  /** How many records are on a topic. */
  static long records(Properties kafka, String topic) {
    try (KafkaConsumer<byte[], byte[]> consumer = consumer(kafka)) {
      return consumer.endOffsets(beginnings(kafka, topic).keySet()).values().stream()
          .mapToLong(Long::longValue)
          .sum();
    }
  }

  private static Map<TopicPartition, Long> beginnings(Properties kafka, String topic) {
    Map<TopicPartition, Long> beginnings = new HashMap<>();
    try (KafkaConsumer<byte[], byte[]> consumer = consumer(kafka)) {
      consumer
          .partitionsFor(topic)
          .forEach(info -> beginnings.put(new TopicPartition(topic, info.partition()), 0L));
    }
    return beginnings;
  }

  private static KafkaConsumer<byte[], byte[]> consumer(Properties kafka) {
    return new KafkaConsumer<>(
        config(kafka), new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  private static Map<String, Object> config(Properties kafka) {
    Map<String, Object> config = new HashMap<>();
    kafka.stringPropertyNames().forEach(name -> config.put(name, kafka.getProperty(name)));
    return config;
  }
}
