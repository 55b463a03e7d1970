package io.millrace.flink;

/**
 * From where a new application is to begin: the state of another, of the same job and graph, and its position, after one of
 * its steps.
 *
 * @param source the id of the other application
 * @param partition what that id is unique in; empty if it is unique in itself
 * @param sequence after which step; {@link #LATEST} for the last that is done when it is asked
 * @param runs whether the request that forks then runs the new application
 */
public record ActionFork(String source, String partition, long sequence, boolean runs) {

  /** In place of a step's number: the last that is done. */
  public static final long LATEST = -1;

  /** Validates the id and the number. */
  public ActionFork {
    ActionCall.named("source", source);
    ActionCall.refuseZero("source", source, partition);
    if (sequence < LATEST) {
      throw new IllegalArgumentException("sequence must be a step's number, or " + LATEST
          + " for the latest, but was " + sequence);
    }
  }

  /** Where that application stands. */
  public static ActionFork of(String source) {
    return new ActionFork(source, "", LATEST, false);
  }

  /** Where it stood after the step of this number. */
  public ActionFork at(long newSequence) {
    if (newSequence < 0) {
      throw new IllegalArgumentException("sequence must not be negative but was " + newSequence);
    }
    return new ActionFork(source, partition, newSequence, runs);
  }

  /** The application of that id in this partition. */
  public ActionFork in(String newPartition) {
    return new ActionFork(source, newPartition, sequence, runs);
  }

  ActionFork thenRunning(boolean nowRuns) {
    return new ActionFork(source, partition, sequence, nowRuns);
  }

  /** What requests to the source have in common, and no others. */
  String key() {
    return ActionCall.key(partition, source);
  }
}
