/**
 * The Kafka edge of a job. {@link io.millrace.kafka.KafkaSources} gives streams of messages and of dead letters from topics
 * of OpenAI chunks or of envelopes, as a {@link io.millrace.kafka.KafkaInput} says; {@link io.millrace.kafka.KafkaSinks}
 * gives the sinks for envelopes and dead letters, as a {@link io.millrace.kafka.KafkaOutput} says; {@link io.millrace.kafka.LowLatency} is
 * the preset for those who read along.
 *
 * <p>The source itself only hands records on as they are, and cannot fail over what is in them. The step chained to it
 * ({@code DecodingFunction}) counts each record once: taken, skipped by rule, or a dead letter.
 */
@NullMarked
package io.millrace.kafka;

import org.jspecify.annotations.NullMarked;
