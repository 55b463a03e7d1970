/**
 * Reads topics of envelopes with a plain consumer, each message once. {@link io.millrace.kafka.reader.EnvelopeReader} is a
 * {@code KafkaConsumer} that does it; {@link io.millrace.kafka.reader.SeenMessages} is its memory, for those who have a
 * consumer of their own.
 *
 * <p>Needs Avro and Kafka's client: no Flink has to be there.
 */
@NullMarked
package io.millrace.kafka.reader;

import org.jspecify.annotations.NullMarked;
