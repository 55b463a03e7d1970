/**
 * A {@link io.millrace.core.Message} as bytes. {@link io.millrace.kafka.envelope.MessageSchema} is the rule by which the
 * payload's Avro schema gives the message's, {@link io.millrace.kafka.envelope.MessageEncoder} and {@link
 * io.millrace.kafka.envelope.MessageDecoder} the two ways.
 * {@link io.millrace.kafka.envelope.EnvelopeFormat} says how the bytes are laid out.
 *
 * <p>Needs Avro alone, with the Jackson that it brings: neither Flink nor a Kafka client has to be there.
 */
@NullMarked
package io.millrace.kafka.envelope;

import org.jspecify.annotations.NullMarked;
