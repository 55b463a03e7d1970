package io.millrace.kafka.client;

import io.millrace.schemas.ActionForkSource;

/**
 * Where a new application begins that is the fork of another.
 *
 * @param source the id of the application that is forked
 * @param partition what that id is unique in; empty if it is unique in itself
 * @param sequence the number of the step after which it stood there, or {@link #LATEST}
 */
public record RemoteFork(String source, String partition, long sequence) {

  /** In place of a step's number: the last that is done. */
  public static final long LATEST = -1;

  /** Validates the id and the number. */
  public RemoteFork {
    if (source.isEmpty()) {
      throw new IllegalArgumentException("source must not be empty");
    }
    if (sequence < LATEST) {
      throw new IllegalArgumentException("sequence must be a step's number, or " + LATEST
          + " for the latest, but was " + sequence);
    }
  }

  /** Where that application stands. */
  public static RemoteFork of(String source) {
    return new RemoteFork(source, "", LATEST);
  }

  /** Where it stood after the step of this number. */
  public RemoteFork at(long newSequence) {
    if (newSequence < 0) {
      throw new IllegalArgumentException("sequence must be at least 0 but was " + newSequence);
    }
    return new RemoteFork(source, partition, newSequence);
  }

  /** The application of that id in this partition. */
  public RemoteFork in(String newPartition) {
    return new RemoteFork(source, newPartition, sequence);
  }

  ActionForkSource written() {
    return new ActionForkSource(source, partition, sequence == LATEST ? null : sequence);
  }
}
