package io.millrace.kafka.record;

import io.millrace.flink.types.ValueTypeInfo;
import java.util.List;
import org.apache.flink.api.common.typeutils.TypeSerializer;

/** The type of a record. */
final class KafkaRecordTypeInfo extends ValueTypeInfo<KafkaRecord> {

  private static final long serialVersionUID = 1L;

  KafkaRecordTypeInfo() {
    super(KafkaRecord.class);
  }

  @Override
  protected TypeSerializer<KafkaRecord> serializer(List<TypeSerializer<?>> parts) {
    return new KafkaRecordSerializer();
  }
}
