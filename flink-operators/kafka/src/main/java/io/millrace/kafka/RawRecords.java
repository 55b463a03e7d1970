package io.millrace.kafka;

import io.millrace.kafka.record.KafkaRecord;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.KafkaSourceBuilder;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Hands records on as they are: decoding belongs where what fails can go somewhere else. */
final class RawRecords implements KafkaRecordDeserializationSchema<KafkaRecord> {

  private static final long serialVersionUID = 1L;

  static Source<KafkaRecord, ?, ?> source(KafkaInput input) {
    KafkaSourceBuilder<KafkaRecord> builder = KafkaSource.<KafkaRecord>builder()
        .setProperties(Configs.asProperties(input.config()))
        .setBootstrapServers(input.servers())
        .setGroupId(input.group())
        .setTopics(input.topics())
        .setStartingOffsets(input.start())
        .setDeserializer(new RawRecords());
    input.end().ifPresent(builder::setBounded);
    KafkaSource<KafkaRecord> source = builder.build();
    return input.end().isPresent() ? new EndingSource<>(source) : source;
  }

  @Override
  public void deserialize(ConsumerRecord<byte[], byte[]> read, Collector<KafkaRecord> out) {
    out.collect(KafkaRecord.of(read));
  }

  @Override
  public TypeInformation<KafkaRecord> getProducedType() {
    return KafkaRecord.TYPE;
  }
}
