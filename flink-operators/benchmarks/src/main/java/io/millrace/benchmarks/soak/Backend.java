package io.millrace.benchmarks.soak;

/** Where the job keeps its state. */
enum Backend {
  HEAP("hashmap"),
  ROCKSDB("rocksdb");

  private final String setting;

  Backend(String setting) {
    this.setting = setting;
  }

  /** The value of {@code state.backend.type}. */
  String setting() {
    return setting;
  }
}
