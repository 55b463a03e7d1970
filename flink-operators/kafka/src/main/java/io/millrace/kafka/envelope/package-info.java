/**
 * A {@link io.millrace.core.Message} as bytes. {@link io.millrace.kafka.envelope.MessageSchema} is the rule by which the
 * payload's Avro schema gives the message's, {@link io.millrace.kafka.envelope.MessageEncoder} and {@link
 * io.millrace.kafka.envelope.MessageDecoder} the two ways.
 *
 * <p>Needs Avro alone: neither Flink nor a Kafka client has to be there.
 */
@NullMarked
package io.millrace.kafka.envelope;

import org.jspecify.annotations.NullMarked;
