package io.millrace.benchmarks.soak;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;

/**
 * How a soak went.
 *
 * @param settings how it was to be
 * @param took how long faults and load went on, and then all that was left came
 * @param effective faults that took effect
 * @param vain faults that did not
 * @param input what was written
 * @param records on the topics of outputs
 * @param restarts how often the job was begun again
 * @param outputs what the ledgers of entities and masked texts say
 * @param letters what that of dead letters says
 * @param complaints what did not come to an end, and the first that was lost, duplicated or wrong, in words
 */
record Report(
    SoakSettings settings,
    Duration took,
    Map<FaultKind, Integer> effective,
    Map<FaultKind, Integer> vain,
    Input input,
    long records,
    int restarts,
    List<OutputLedger.Tally> outputs,
    LetterLedger.Tally letters,
    List<String> complaints) {

  /**
   * What the load wrote.
   *
   * @param requests begun
   * @param messages each counted once
   * @param again messages that were written again
   * @param poison records that are no messages
   */
  record Input(long requests, long messages, long again, long poison) {}

  /** Whether all that was asked for was done, and nothing came out but what must. */
  boolean isPassed() {
    boolean asked = faults() >= settings.faults() && complaints.isEmpty();
    boolean right = lost() == 0 && duplicated() == 0 && wrong() == 0 && surplus() == 0;
    return asked && right && (kills() == 0 || again() > 0);
  }

  int faults() {
    return effective.values().stream().mapToInt(Integer::intValue).sum();
  }

  /** After each of these the job goes on from a checkpoint: what it wrote since is written again. */
  private int kills() {
    return effective.getOrDefault(FaultKind.KILL_TASK_MANAGER, 0)
        + effective.getOrDefault(FaultKind.KILL_JOB_MANAGER, 0);
  }

  long out() {
    return sum(OutputLedger.Tally::out);
  }

  /** Records of messages that were written before; they were compared with what was written first. */
  long again() {
    return sum(OutputLedger.Tally::again);
  }

  /** Records that were neither handed over nor written before: a reader drops what it must have been handed, or is surplus. */
  long surplus() {
    return records - out() - again();
  }

  /** Messages and dead letters that did not come. */
  long lost() {
    return sum(OutputLedger.Tally::lost) + letters.lost();
  }

  long duplicated() {
    return sum(OutputLedger.Tally::duplicated);
  }

  /** Messages and dead letters that must not come, or not so. */
  long wrong() {
    return sum(OutputLedger.Tally::wrong) + letters.wrong();
  }

  private long sum(ToLongFunction<OutputLedger.Tally> what) {
    return outputs.stream().mapToLong(what).sum();
  }
}
