/**
 * Sends requests to streaming actions that run on Flink, and reads what comes of them as it comes: {@link
 * io.millrace.kafka.client.ActionClient} is the door, and a {@link io.millrace.kafka.client.RemoteResult} what core's {@code
 * StreamingResult} is in one process.
 *
 * <p>Needs Avro and Kafka's client: no Flink has to be there.
 */
@NullMarked
package io.millrace.kafka.client;

import org.jspecify.annotations.NullMarked;
