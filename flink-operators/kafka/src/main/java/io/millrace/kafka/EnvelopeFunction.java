package io.millrace.kafka;

import io.millrace.core.Message;
import io.millrace.flink.DeadLetter;
import io.millrace.kafka.envelope.EnvelopeException;
import io.millrace.kafka.envelope.EnvelopeFormat;
import io.millrace.kafka.envelope.MessageDecoder;
import io.millrace.kafka.record.KafkaRecord;
import io.millrace.kafka.record.UndecodableException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.apache.avro.Schema;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/** Decodes envelopes. A record without a value is skipped: compaction's mark that a key is gone. */
final class EnvelopeFunction<T> extends DecodingFunction<Message<T>> {

  private static final long serialVersionUID = 1L;

  private final EnvelopeFormat format;
  private final Class<T> payload;
  private final ArrayList<Schema> writers;
  private final int longestRequestId;
  private transient MessageDecoder<T> decoder;

  EnvelopeFunction(
      String operator,
      OutputTag<DeadLetter> deadLetters,
      EnvelopeFormat format,
      Class<T> payload,
      List<Schema> writers,
      int longestRequestId) {
    super(operator, deadLetters);
    this.format = format;
    this.payload = payload;
    this.writers = new ArrayList<>(writers);
    this.longestRequestId = longestRequestId;
    this.decoder = format.decoder(payload, this.writers);
  }

  @Override
  public void open(OpenContext context) {
    super.open(context);
    decoder = format.decoder(payload, writers);
  }

  @Override
  boolean read(KafkaRecord record, Collector<Message<T>> out, Consumer<DeadLetter> letters)
      throws UndecodableException {
    byte[] value = record.value();
    if (value == null) {
      return false;
    }
    try {
      Message<T> message = decoder.decode(value, record.origin());
      requireKey(record, message.requestId());
      out.collect(message);
      return true;
    } catch (EnvelopeException e) {
      throw new UndecodableException(String.valueOf(e.getMessage()));
    }
  }

  /** The key is what keeps a request's messages in one partition, and so in order. */
  private void requireKey(KafkaRecord record, String requestId) throws UndecodableException {
    byte[] key = record.key();
    if (key != null && key.length > longestRequestId) {
      throw new UndecodableException("the key must be the request's id, of at most "
          + longestRequestId + " bytes, which longestRequestId allows, but has " + key.length);
    }
    if (key == null || !Arrays.equals(key, requestId.getBytes(StandardCharsets.UTF_8))) {
      throw new UndecodableException("the key must be the request's id, \"" + requestId + "\", but "
          + (key == null
              ? "is missing"
              : "was \"" + new String(key, StandardCharsets.UTF_8) + "\""));
    }
  }
}
