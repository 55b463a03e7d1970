package io.millrace.examples.letters;

import io.millrace.examples.cli.JobFailedException;
import io.millrace.examples.letters.Decision.Write;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Writes what was decided, one request after the other, and each whole before the next. */
final class ReplayWriter implements AutoCloseable {

  private final Producer<byte[], byte[]> producer;
  private long records;
  private long requests;
  private long singles;

  private ReplayWriter(Producer<byte[], byte[]> producer) {
    this.producer = producer;
  }

  /** A writer whose retries neither reorder nor repeat a record. How large one may be, the topic says. */
  static ReplayWriter of(Properties kafka) {
    Properties properties = new Properties();
    properties.setProperty(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Integer.toString(1 << 25));
    properties.putAll(kafka);
    properties.setProperty(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true");
    properties.setProperty(ProducerConfig.ACKS_CONFIG, "all");
    return new ReplayWriter(
        new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer()));
  }

  /**
   * Writes it, and waits until Kafka has it.
   *
   * @throws JobFailedException if Kafka does not take it: the message says what was written before
   */
  void write(Write decided) throws JobFailedException, InterruptedException {
    List<Future<RecordMetadata>> sent = new ArrayList<>();
    int taken = 0;
    try {
      for (ProducerRecord<byte[], byte[]> record : decided.records()) {
        sent.add(producer.send(record));
      }
      producer.flush();
      for (Future<RecordMetadata> each : sent) {
        RecordMetadata unused = each.get();
        taken++;
      }
    } catch (ExecutionException | KafkaException e) {
      Throwable cause = Objects.requireNonNullElse(e.getCause(), e);
      throw new JobFailedException(
          "after " + written() + " Kafka took only the first " + taken + " of "
              + decided.records().size() + " records of " + decided.what() + ": "
              + cause.getMessage(),
          e);
    }
    records += taken;
    if (decided.isOfRequest()) {
      requests++;
    } else {
      singles++;
    }
  }

  /** What is written so far, in words. */
  String written() {
    return words(records, singles, requests);
  }

  static String words(long records, long singles, long requests) {
    return "%,d records written: %,d by themselves, and those of %,d requests"
        .formatted(records, singles, requests);
  }

  @Override
  public void close() {
    producer.close();
  }
}
