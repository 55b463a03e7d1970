package io.millrace.flink;

import java.io.Serializable;
import java.time.Duration;

/**
 * How much an operator of applications does at a time, and how long it keeps what. Numbers are for each parallel task, times
 * are processing times.
 *
 * @param inFlight so many requests run at a time, those included that wait for a retry; each of another application
 * @param waiting so many more may wait, be it for their turn or their application; then no input is read until one begins
 * @param queued so many requests of one application may wait for the one under way; the next ends with {@code
 *     RESOURCE_EXHAUSTED}
 * @param overlap what becomes of a request to an application that has one under way
 * @param finals for so long the end of a request is kept, and given again to one of the same id
 * @param idle an application that has had no request for so long is forgotten, state and all
 * @param parked a request that goes past the halt before which its application stands must come within this time, or ends
 *     with {@code DEADLINE_EXCEEDED}
 * @param history so many states before the latest are kept of each application, to fork it from there; each for as long as
 *     an idle application
 * @param forking a request that forks waits so long for the other application's state, or ends with {@code
 *     DEADLINE_EXCEEDED}
 */
public record ActionLimits(
    int inFlight,
    int waiting,
    int queued,
    OverlapPolicy overlap,
    Duration finals,
    Duration idle,
    Duration parked,
    int history,
    Duration forking)
    implements Serializable {

  /**
   * 1,000 requests in flight and 20,000 waiting, of one application 16; a final is kept for an hour, an idle application for
   * 90 days, and it may stand before a halt for 30; no history, and a minute for a fork.
   */
  public static final ActionLimits DEFAULT = new ActionLimits(
      1_000,
      20_000,
      16,
      OverlapPolicy.QUEUE,
      Duration.ofHours(1),
      Duration.ofDays(90),
      Duration.ofDays(30),
      0,
      Duration.ofMinutes(1));

  /** Validates that every limit can be met. */
  public ActionLimits {
    atLeast("inFlight", 1, inFlight);
    atLeast("waiting", 1, waiting);
    atLeast("queued", 0, queued);
    atLeast("history", 0, history);
    finals = RequestLimits.time("finals", finals);
    idle = RequestLimits.time("idle", idle);
    parked = RequestLimits.time("parked", parked);
    if (parked.compareTo(idle) >= 0) {
      throw new IllegalArgumentException("parked must be shorter than idle, after which an"
          + " application is forgotten, " + idle + ", but was " + parked);
    }
    forking = RequestLimits.time("forking", forking);
  }

  private static void atLeast(String name, int least, int value) {
    if (value < least) {
      throw new IllegalArgumentException(name + " must be at least " + least + " but was " + value);
    }
  }

  /** The same with other numbers of requests in flight, and waiting. */
  public ActionLimits withRequests(int newInFlight, int newWaiting) {
    return new ActionLimits(
        newInFlight, newWaiting, queued, overlap, finals, idle, parked, history, forking);
  }

  /** The same with another rule for requests that overlap, and so many that may queue. */
  public ActionLimits withOverlap(OverlapPolicy newOverlap, int newQueued) {
    return new ActionLimits(
        inFlight, waiting, newQueued, newOverlap, finals, idle, parked, history, forking);
  }

  /** The same with other times: how long finals are kept, idle applications, and those that stand before a halt. */
  public ActionLimits withTimes(Duration newFinals, Duration newIdle, Duration newParked) {
    return new ActionLimits(
        inFlight, waiting, queued, overlap, newFinals, newIdle, newParked, history, forking);
  }

  /** The same with so many states before the latest kept of each application, and another time for a fork. */
  public ActionLimits withHistory(int newHistory, Duration newForking) {
    return new ActionLimits(
        inFlight, waiting, queued, overlap, finals, idle, parked, newHistory, newForking);
  }
}
