package io.millrace.benchmarks.rows;

import java.util.List;

/** All rows, in order. */
public final class Rows {

  private Rows() {}

  /** All rows, in order. */
  public static List<Row> all() {
    return List.of(
        new Search(),
        new HeapStreams(),
        new RocksStreams(),
        new Windows(),
        new Chains(),
        new RoundTrips(),
        new TopicToTopic(),
        new Latency(),
        new Growth(),
        new StateSize(),
        new HeldText(),
        new Backfill(),
        new Checks());
  }
}
