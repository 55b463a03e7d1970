package io.millrace.benchmarks.soak;

import io.millrace.benchmarks.soak.Background.Step;
import io.millrace.core.Origin;
import io.millrace.kafka.StoredDeadLetter;
import io.millrace.kafka.envelope.EnvelopeException;
import io.millrace.kafka.envelope.MessageDecoder;
import io.millrace.kafka.envelope.MessageEncoder;
import io.millrace.kafka.reader.EnvelopeReader;
import io.millrace.kafka.record.UndecodableException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.Consumer;
import java.util.function.Supplier;
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
      Properties kafka, String topic, Class<T> payload, OutputLedger<T> ledger) {
    return Background.start("read " + topic, stop -> {
      MessageEncoder<T> encoder = MessageEncoder.of(payload);
      try (EnvelopeReader<T> reader = new EnvelopeReader<>(
          config(kafka),
          MessageDecoder.of(payload),
          (record, why) -> ledger.refuse(why),
          REMEMBERED)) {
        reader.assign(beginnings(kafka, topic));
        Step step = () ->
            reader.poll(WITHIN).forEach(message -> ledger.take(message, encoder.encode(message)));
        stop.until(step);
        toTheEnd(ends(kafka, topic), reader::positions, step);
      }
    });
  }

  /** All records of messages, also those that were written again. What is no message is told by the other reader. */
  static <T> Background records(
      Properties kafka, String topic, Class<T> payload, OutputLedger<T> ledger) {
    MessageDecoder<T> decoder = MessageDecoder.of(payload);
    return consume(kafka, topic, "compare " + topic, record -> compare(record, decoder, ledger));
  }

  private static <T> void compare(
      ConsumerRecord<byte[], byte[]> record, MessageDecoder<T> decoder, OutputLedger<T> ledger) {
    if (record.value() == null) {
      ledger.refuse("the record at offset " + record.offset() + " has no value");
      return;
    }
    Origin origin = new Origin(record.topic(), record.partition(), record.offset());
    try {
      ledger.compare(decoder.decode(record.value(), origin), record);
    } catch (EnvelopeException e) {
      return; // The reader of messages has it counted.
    }
  }

  /** Dead letters. */
  static Background letters(Properties kafka, LetterLedger ledger) {
    String topic = SoakJob.DEAD_LETTERS;
    return consume(kafka, topic, "read " + topic, record -> take(record, ledger));
  }

  private static Background consume(
      Properties kafka, String topic, String name, Consumer<ConsumerRecord<byte[], byte[]>> taker) {
    return Background.start(name, stop -> {
      try (KafkaConsumer<byte[], byte[]> consumer = consumer(kafka)) {
        List<TopicPartition> partitions = List.copyOf(beginnings(kafka, topic).keySet());
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        Step step = () -> consumer.poll(WITHIN).forEach(taker);
        stop.until(step);
        toTheEnd(ends(kafka, topic), () -> positions(consumer), step);
      }
    });
  }

  private static Map<TopicPartition, Long> positions(KafkaConsumer<byte[], byte[]> consumer) {
    Map<TopicPartition, Long> positions = new HashMap<>();
    consumer
        .assignment()
        .forEach(partition -> positions.put(partition, consumer.position(partition)));
    return positions;
  }

  /** Goes on until all partitions were read to these offsets. */
  static void toTheEnd(
      Map<TopicPartition, Long> ends, Supplier<Map<TopicPartition, Long>> positions, Step step)
      throws Exception {
    while (!hasReached(positions.get(), ends)) {
      step.run();
    }
  }

  private static boolean hasReached(
      Map<TopicPartition, Long> positions, Map<TopicPartition, Long> ends) {
    return ends.entrySet().stream()
        .allMatch(end -> positions.getOrDefault(end.getKey(), 0L) >= end.getValue());
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
    return ends(kafka, topic).values().stream().mapToLong(Long::longValue).sum();
  }

  private static Map<TopicPartition, Long> ends(Properties kafka, String topic) {
    try (KafkaConsumer<byte[], byte[]> consumer = consumer(kafka)) {
      return consumer.endOffsets(beginnings(kafka, topic).keySet());
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
