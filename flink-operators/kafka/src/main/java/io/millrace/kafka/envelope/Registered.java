package io.millrace.kafka.envelope;

import io.millrace.kafka.registry.RegistryClient;
import io.millrace.kafka.registry.SchemaRegistry;
import java.nio.ByteBuffer;
import java.util.List;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;

/**
 * Confluent's wire format: a zero, the schema's id in a registry, and the body.
 *
 * @see <a href="https://docs.confluent.io/platform/current/schema-registry/fundamentals/serdes-develop/index.html#wire-format">its
 *     description</a>
 */
record Registered(SchemaRegistry registry) implements EnvelopeFormat {

  private static final int HEADER = 5;

  @Override
  public Schema schema(Class<?> payload) {
    return MessageSchema.of(payload);
  }

  @Override
  public <T> MessageEncoder<T> encoder(Class<T> payload, String topic) {
    int id = new RegistryClient(registry).id(topic + "-value", schema(payload));
    return MessageEncoder.avro(
        payload, ByteBuffer.allocate(HEADER).put((byte) 0).putInt(id).array());
  }

  @Override
  public <T> MessageDecoder<T> decoder(Class<T> payload, List<Schema> writers) {
    if (!writers.isEmpty()) {
      throw new IllegalArgumentException("the format of the registry " + registry
          + " must be told no writers' schemas, for the registry knows them, but was told of "
          + writers.stream().map(Schema::getFullName).toList());
    }
    return MessageDecoder.avro(payload, new Ids(registry, new RegistryClient(registry)));
  }

  /** The schemas that the registry knows. */
  private record Ids(SchemaRegistry registry, RegistryClient client) implements Framing {

    @Override
    public int header() {
      return HEADER;
    }

    @Override
    public long key(byte[] bytes) throws EnvelopeException {
      if (bytes.length < HEADER) {
        throw new EnvelopeException(
            "an envelope must have at least " + HEADER + " bytes but has " + bytes.length, null);
      }
      if (bytes[0] != 0) {
        throw new EnvelopeException(
            "an envelope must begin with the byte 00 and a schema's id but begins with "
                + String.format("%02x", bytes[0]),
            null);
      }
      return ByteBuffer.wrap(bytes).getInt(1);
    }

    @Override
    public Schema writer(long key) throws EnvelopeException {
      String text = client
          .schema((int) key)
          .orElseThrow(() -> new EnvelopeException(
              "an envelope must have the id of an Avro schema that registry " + registry
                  + " knows but has " + Integer.toUnsignedString((int) key),
              null));
      try {
        return new Schema.Parser().parse(text);
      } catch (AvroRuntimeException e) {
        throw new EnvelopeException(
            "the schema with id " + key + " of registry " + registry + " cannot be read: " + e, e);
      }
    }
  }
}
