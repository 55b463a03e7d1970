package io.millrace.benchmarks.hand;

import io.millrace.core.Message;
import io.millrace.flink.types.MessageTypes;
import io.millrace.kafka.envelope.EnvelopeException;
import io.millrace.kafka.envelope.MessageDecoder;
import java.io.IOException;
import java.util.Objects;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.jspecify.annotations.Nullable;

/** Decodes envelopes of strings as one does who trusts the topic: what is none fails the job. */
public final class EnvelopeSchema implements DeserializationSchema<Message<String>> {

  private static final long serialVersionUID = 1L;

  private transient @Nullable MessageDecoder<String> decoder;

  @Override
  public void open(InitializationContext context) {
    decoder = MessageDecoder.of(String.class);
  }

  @Override
  public Message<String> deserialize(byte[] envelope) throws IOException {
    try {
      return Objects.requireNonNull(decoder).decode(envelope, null);
    } catch (EnvelopeException e) {
      throw new IOException(e);
    }
  }

  @Override
  public boolean isEndOfStream(Message<String> next) {
    return false;
  }

  @Override
  public TypeInformation<Message<String>> getProducedType() {
    return MessageTypes.of(String.class);
  }
}
