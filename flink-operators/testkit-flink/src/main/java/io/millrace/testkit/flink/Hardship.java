package io.millrace.testkit.flink;

/**
 * One thing that an operator may have to bear. What a module gets to see of disorder and duplicates is nothing: those hold
 * the operators to their promise, in the same runs as the module. So do rescaling, snapshots and RocksDB, once a module bears
 * restores.
 */
public enum Hardship {
  /** Its state is in RocksDB, and not on the heap. */
  ROCKSDB,
  /** What it hands on is kept by others, as the same object: it may not change any more. */
  OBJECT_REUSE,
  /** Messages overtake others of their request, within what the operator waits for, which puts them in order. */
  DISORDER,
  /** Messages come twice, of which the operator drops one. */
  DUPLICATES,
  /** Snapshots are taken here and there, and it goes on. */
  SNAPSHOTS,
  /** It fails here and there, and what it did since the last snapshot is done again. */
  FAILURES,
  /** It is restored from a snapshot before each message. */
  RESTORES_EVERYWHERE,
  /** Each restore is by another number of tasks: two, then one again. */
  RESCALING;

  boolean restores() {
    return this == FAILURES || this == RESTORES_EVERYWHERE;
  }
}
