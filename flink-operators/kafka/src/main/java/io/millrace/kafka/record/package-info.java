/**
 * A record of a Kafka topic as a value, before anything is made of it: {@link io.millrace.kafka.record.KafkaRecord}. What
 * cannot be decoded throws {@link io.millrace.kafka.record.UndecodableException}, and becomes a dead letter with the
 * record's bytes.
 */
@NullMarked
package io.millrace.kafka.record;

import org.jspecify.annotations.NullMarked;
