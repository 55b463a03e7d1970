package io.millrace.kafka.envelope;

import io.millrace.core.Message;
import io.millrace.core.Status;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.jspecify.annotations.Nullable;

/** A message as Avro sees a record: a view, so that encoding makes no copy of it. */
record MessageRecord(Message<?> message, Schema schema) implements IndexedRecord {

  @Override
  public Schema getSchema() {
    return schema;
  }

  @Override
  public @Nullable Object get(int field) {
    return switch (field) {
      case MessageSchema.REQUEST_ID -> message.requestId();
      case MessageSchema.ATTEMPT -> message.attempt();
      case MessageSchema.SEQUENCE -> message.sequence();
      case MessageSchema.PAYLOAD -> message.payload();
      case MessageSchema.PARAMETERS -> message.parameters().asMap();
      case MessageSchema.HEADERS -> message.headers();
      case MessageSchema.LAST -> message.last();
      case MessageSchema.STATUS -> new StatusRecord(message.status());
      default -> throw new IndexOutOfBoundsException("a message has no field " + field);
    };
  }

  @Override
  public void put(int field, Object value) {
    throw new UnsupportedOperationException("a message is not changed");
  }

  private record StatusRecord(Status status) implements IndexedRecord {
    @Override
    public Schema getSchema() {
      return MessageSchema.STATUS_RECORD;
    }

    @Override
    public Object get(int field) {
      return field == MessageSchema.CODE ? status.code() : status.message();
    }

    @Override
    public void put(int field, Object value) {
      throw new UnsupportedOperationException("a status is not changed");
    }
  }
}
