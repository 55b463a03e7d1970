package io.millrace.kafka;

import io.millrace.core.Message;
import io.millrace.flink.DeadLetter;
import io.millrace.kafka.envelope.EnvelopeFormat;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.sink.KafkaSinkBuilder;
import org.apache.flink.connector.kafka.sink.TransactionNamingStrategy;

/**
 * Sinks to topics. Where an output is exactly once, or its {@code max.request.size} is more than the default of 1 MiB, the
 * brokers are asked while the job is built whether they allow it ({@code transaction.max.timeout.ms}, the topic's {@code
 * max.message.bytes}): {@link IllegalArgumentException} if they do not, {@link IllegalStateException} if they do not answer.
 *
 * <p>Give each a {@code uid}, as any sink: {@code stream.sinkTo(…).name(…).uid(…)}.
 */
public final class KafkaSinks {

  private KafkaSinks() {}

  /** A sink of envelopes in the default format, see {@link #envelopes(KafkaOutput, EnvelopeFormat, Class)}. */
  public static <T> KafkaSink<Message<T>> envelopes(KafkaOutput output, Class<T> payload) {
    return envelopes(output, EnvelopeFormat.singleObject(), payload);
  }

  /**
   * A sink of envelopes: the key is the request's id, the value the message in a format, and W3C's trace headers are headers
   * of the record too.
   *
   * <p>A message larger than the producer takes ({@code max.request.size}) is replaced by the end of its request, with
   * {@code RESOURCE_EXHAUSTED}: what follows of it is to be ignored, as after any end.
   *
   * @throws IllegalArgumentException if the format has no place for such payloads, or the sizes are no numbers, or
   *     the producer takes less than 16 KiB
   */
  public static <T> KafkaSink<Message<T>> envelopes(
      KafkaOutput output, EnvelopeFormat format, Class<T> payload) {
    return sink(
        output, new EnvelopeRecords<>(output.topic(), output.largestRecord(), format, payload));
  }

  /**
   * A sink of dead letters: the original's key, value, timestamp and headers, and the reasons in further headers, see {@link
   * DeadLetterHeaders}. For a request, which has no bytes of its own, the key is its id and there is no value.
   *
   * <p>Whatever a dead letter holds, its record is one the producer takes: what is too long is cut, and headers say so.
   *
   * @throws IllegalArgumentException if the producer takes less than 64 KiB
   */
  public static KafkaSink<DeadLetter> deadLetters(KafkaOutput output) {
    return sink(output, new DeadLetterRecords(output.topic(), output.largestRecord()));
  }

  static <T> KafkaSink<T> sink(KafkaOutput output, TopicRecords<T> records) {
    BrokerLimits.check(output);
    KafkaSinkBuilder<T> builder = KafkaSink.<T>builder()
        .setKafkaProducerConfig(output.producer())
        .setBootstrapServers(output.servers())
        .setDeliveryGuarantee(output.delivery())
        .setRecordSerializer(records);
    if (output.delivery() == DeliveryGuarantee.EXACTLY_ONCE) {
      builder
          .setTransactionalIdPrefix(output.transactionalIdPrefix())
          .setTransactionNamingStrategy(TransactionNamingStrategy.POOLING);
    }
    return builder.build();
  }
}
