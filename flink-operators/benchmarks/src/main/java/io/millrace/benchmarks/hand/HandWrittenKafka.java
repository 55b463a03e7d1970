package io.millrace.benchmarks.hand;

import io.millrace.core.Message;
import java.util.Properties;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.producer.ProducerConfig;

/** Flink's own connector with the settings that Millrace's sources and sinks have, and no dead letters. */
public final class HandWrittenKafka {

  private HandWrittenKafka() {}

  /** All that is in a topic now, or all that ever will be. */
  public static DataStream<Message<String>> source(
      StreamExecutionEnvironment flink, String servers, String topic, boolean bounded) {
    var source = KafkaSource.<Message<String>>builder()
        .setBootstrapServers(servers)
        .setTopics(topic)
        .setGroupId("by-hand")
        .setStartingOffsets(OffsetsInitializer.earliest())
        .setValueOnlyDeserializer(new EnvelopeSchema());
    if (bounded) {
      source.setBounded(OffsetsInitializer.latest());
    }
    return flink.fromSource(source.build(), WatermarkStrategy.noWatermarks(), "in");
  }

  /** A sink, at least once; with low latency it waits for nothing, as the preset does. */
  public static <T> KafkaSink<Message<T>> sink(
      String servers, String topic, Class<T> payload, boolean lowLatency) {
    Properties producer = new Properties();
    if (lowLatency) {
      producer.setProperty(ProducerConfig.LINGER_MS_CONFIG, "0");
    }
    return KafkaSink.<Message<T>>builder()
        .setKafkaProducerConfig(producer)
        .setBootstrapServers(servers)
        .setDeliveryGuarantee(DeliveryGuarantee.AT_LEAST_ONCE)
        .setRecordSerializer(new EnvelopeWriter<>(topic, payload))
        .build();
  }
}
