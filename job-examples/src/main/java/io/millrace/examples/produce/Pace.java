package io.millrace.examples.produce;

/**
 * How fast transcripts are played.
 *
 * @param chunksPerSecond the speed; infinite for as fast as Kafka takes them
 * @param scope whose speed it is
 */
public record Pace(double chunksPerSecond, Scope scope) {

  /** Whose speed it is. */
  public enum Scope {
    /** Each transcript under way has it. */
    EACH,
    /** All transcripts together have it. */
    TOGETHER
  }

  /** As fast as Kafka takes them. */
  public static final Pace UNLIMITED = new Pace(Double.POSITIVE_INFINITY, Scope.TOGETHER);

  /** Validates the speed. */
  public Pace {
    if (!(chunksPerSecond > 0)) {
      throw new IllegalArgumentException(
          "chunks per second must be more than 0 but were " + chunksPerSecond);
    }
  }

  /** So many chunks a second of each transcript. */
  public static Pace each(double chunksPerSecond) {
    return new Pace(chunksPerSecond, Scope.EACH);
  }

  /** So many chunks a second of all transcripts together. */
  public static Pace together(double chunksPerSecond) {
    return new Pace(chunksPerSecond, Scope.TOGETHER);
  }

  /** How long so many chunks take. */
  long nanos(long chunks) {
    return (long) (chunks * 1e9 / chunksPerSecond);
  }
}
