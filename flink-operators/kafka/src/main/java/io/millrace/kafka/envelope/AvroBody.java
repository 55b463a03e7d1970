package io.millrace.kafka.envelope;

import io.millrace.core.Message;
import java.io.IOException;
import java.io.OutputStream;
import java.util.function.Function;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DatumWriter;
import org.apache.avro.io.EncoderFactory;
import org.jspecify.annotations.Nullable;

/** A message as Avro's binary encoding, by way of a record that is a view of it. */
final class AvroBody implements MessageEncoder.Body {

  private final DatumWriter<IndexedRecord> writer;
  private final Function<Message<?>, IndexedRecord> view;
  private @Nullable BinaryEncoder encoder;

  AvroBody(DatumWriter<IndexedRecord> writer, Function<Message<?>, IndexedRecord> view) {
    this.writer = writer;
    this.view = view;
  }

  @Override
  public void write(Message<?> message, OutputStream to) throws IOException {
    BinaryEncoder binary = EncoderFactory.get().binaryEncoder(to, encoder);
    encoder = binary;
    writer.write(view.apply(message), binary);
    binary.flush();
  }
}
