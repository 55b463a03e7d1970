package io.millrace.kafka.envelope;

import io.millrace.kafka.registry.SchemaRegistry;
import java.io.Serializable;
import java.util.List;
import org.apache.avro.Schema;

/**
 * How messages are laid out as bytes: one setting, the same for the sink that writes a topic and the source that reads it.
 * Only a recipe, made anew on every worker.
 */
public sealed interface EnvelopeFormat extends Serializable
    permits SingleObject, Registered, Plain, JsonText {

  /**
   * Avro's single-object encoding: the schema's fingerprint, and the body. What is read must be written with a schema that is
   * known: today's, a released one, or one told.
   */
  static EnvelopeFormat singleObject() {
    return new SingleObject();
  }

  /**
   * Confluent's wire format: a zero, four bytes of the schema's id in the registry, and the body. The subject is the topic's
   * name and {@code -value}. A writer asks for its schema's id when it starts, a reader for each id when it first meets it;
   * an unknown id makes the record a dead letter, a registry that cannot be reached fails the job.
   */
  static EnvelopeFormat registry(SchemaRegistry registry) {
    return new Registered(registry);
  }

  /**
   * Nothing but the body, with the schema that Flink SQL's format {@code avro} derives from a table's columns, see {@link
   * Plain#columns(Class)}. Nothing is left out: enums and the status's code are strings, and a parameter is JSON text. The
   * bytes do not say their schema, so that readers and writers must have the same: for payloads that change take another.
   */
  static EnvelopeFormat plain() {
    return new Plain();
  }

  /**
   * JSON text, with the names of the schema, for people who look at a topic. It is written only: bytes are base64, and what
   * JSON has no number for is a string.
   */
  static EnvelopeFormat json() {
    return new JsonText();
  }

  /**
   * The schema that messages are written with.
   *
   * @throws IllegalArgumentException if such payloads cannot be written so
   */
  Schema schema(Class<?> payload);

  /**
   * Writes messages; the topic is what the schema is registered for.
   *
   * @throws IllegalArgumentException if such payloads cannot be written so
   */
  <T> MessageEncoder<T> encoder(Class<T> payload, String topic);

  /**
   * Reads messages.
   *
   * @param writers further schemas that messages may be written with, see {@link MessageSchema#of(Schema)}
   * @throws IllegalArgumentException if such payloads cannot be read so, or the format knows of no writers
   */
  <T> MessageDecoder<T> decoder(Class<T> payload, List<Schema> writers);
}
