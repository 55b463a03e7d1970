package io.millrace.benchmarks.run;

import org.apache.flink.streaming.api.datastream.DataStream;

/**
 * The part of a job that is measured: what is between the load and the tally.
 *
 * @param <T> what goes in
 * @param <R> what comes out
 */
@FunctionalInterface
public interface Stage<T, R> {
  DataStream<R> over(DataStream<T> load);
}
