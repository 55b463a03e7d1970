package io.millrace.benchmarks.soak;

/** Where the job keeps its state. */
enum Backend {
  HEAP("hashmap", "HashMapStateBackend"),
  ROCKSDB("rocksdb", "EmbeddedRocksDBStateBackend");

  private final String setting;
  private final String flinks;

  Backend(String setting, String flinks) {
    this.setting = setting;
    this.flinks = flinks;
  }

  /** The value of {@code state.backend.type}. */
  String setting() {
    return setting;
  }

  /**
   * Holds a job that runs to it.
   *
   * @param running the simple name of the class of Flink's that keeps its state
   */
  void requireIs(String running) {
    if (!running.equals(flinks)) {
      throw new IllegalStateException(
          "the job must keep its state on " + flinks + " but keeps it on " + running);
    }
  }
}
