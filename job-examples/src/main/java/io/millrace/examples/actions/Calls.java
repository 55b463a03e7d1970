package io.millrace.examples.actions;

import io.millrace.flink.ActionCall;
import io.millrace.flink.DeadLetter;
import org.apache.flink.streaming.api.datastream.DataStream;

/**
 * What was read.
 *
 * @param calls the requests, of the type {@link ActionCall#type}
 * @param undecodable the records that are none
 */
public record Calls(DataStream<ActionCall> calls, DataStream<DeadLetter> undecodable) {}
