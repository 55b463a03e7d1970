package io.millrace.flink;

import io.millrace.core.Status;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * The requests of a task that are to fork, between the question for the other application's state and its answer. The state
 * is with another key, and perhaps another task: both travel by the operator's stream of forks, which comes back in as its
 * input. A request that waits here holds no seat and no thread.
 *
 * <p>The question is asked again after a restore, and may be answered more than once: the first answer to this opening of the
 * operator that finds its request waiting is taken, and the others are dropped. One to an earlier opening may have a state that
 * its application does not come to again. A question changes nothing where it is answered.
 */
final class ActionForks {

  /** No two are alike. */
  private final long opening = ThreadLocalRandom.current().nextLong();

  private final ActionLimits limits;
  private final ActionLedger ledger;
  private final Alarms alarms;
  private final ActionDesk.Surroundings surroundings;
  private final ActionApplications applications;

  /** Those that have asked, or are to ask when their alarm is due. */
  private final Set<ActionFlight> waiting = new HashSet<>();

  private final Set<ActionFlight> asked = new HashSet<>();
  private boolean ended;

  ActionForks(
      ActionLimits limits,
      ActionLedger ledger,
      Alarms alarms,
      ActionDesk.Surroundings surroundings,
      ActionApplications applications) {
    this.limits = limits;
    this.ledger = ledger;
    this.alarms = alarms;
    this.surroundings = surroundings;
    this.applications = applications;
  }

  /** The request is the first of its application: it runs, if it need not wait here. */
  void add(ActionFlight flight, ActionRuns runs) {
    if (!flight.awaitsFork()) {
      runs.add(flight);
      return;
    }
    Status refusal = refusal(flight);
    if (refusal.isOk()) {
      waiting.add(flight);
      ask(flight);
    } else {
      runs.end(flight, refusal, refusal.code() != Status.Code.RESOURCE_EXHAUSTED);
    }
  }

  /** The same after a restore: one that waited then asks again as soon as the task runs. */
  void addAgain(ActionFlight flight, ActionRuns runs) {
    if (flight.awaitsFork()) {
      waiting.add(flight);
      alarms.set(flight.alarm(), alarms.now());
    } else {
      runs.add(flight);
    }
  }

  private Status refusal(ActionFlight flight) {
    ActionCall call = flight.call();
    if (flight.key().equals(Objects.requireNonNull(call.fork()).key())) {
      return Status.Code.INVALID_ARGUMENT.because("application '" + call.application()
          + "' must be forked from another but is to be from itself");
    }
    if (ledger.isThere(flight.key())) {
      return Status.Code.ALREADY_EXISTS.because("application '" + call.application()
          + "' must be new to be forked from another but has done steps of its own");
    }
    if (ended) {
      return unavailable(flight);
    }
    if (waiting.size() >= limits.waiting()) {
      return Status.Code.RESOURCE_EXHAUSTED.because("at most " + limits.waiting()
          + " requests must wait for the states of others but this is one more");
    }
    try {
      ledger.checked(call);
      return Status.OK;
    } catch (RuntimeException e) {
      return Status.of(e);
    }
  }

  private void ask(ActionFlight flight) {
    asked.add(flight);
    surroundings.relay(flight.timestamp(), flight.call().relayed(ActionRelay.question(opening)));
    alarms.set(flight.alarm(), alarms.after(limits.forking().toMillis()));
  }

  /** The request's alarm is due. */
  void due(ActionFlight flight, ActionRuns runs) {
    if (!flight.awaitsFork()) {
      runs.due(flight);
    } else if (asked.contains(flight)) {
      runs.end(flight, late(flight), true);
    } else {
      ask(flight);
    }
  }

  private Status late(ActionFlight flight) {
    return Status.Code.DEADLINE_EXCEEDED.because("the state of " + source(flight)
        + " must come within " + limits.forking()
        + " but has not: the stream of forks must come back in as requests");
  }

  /**
   * A question has come, or an answer.
   *
   * @param first the first request of the application that it is for; null if it has none
   * @return whether it was of use
   */
  boolean take(
      ActionCall call,
      ActionRelay relay,
      long timestamp,
      @Nullable ActionFlight first,
      ActionRuns runs) {
    if (relay.isQuestion()) {
      ActionRelay answer = ledger.answer(Objects.requireNonNull(call.fork()));
      surroundings.relay(timestamp, call.relayed(answer.to(relay)));
      return true;
    }
    if (first == null || relay.opening() != opening || !first.awaits(call)) {
      return false;
    }
    answered(first, relay, Objects.requireNonNull(relay.status()), runs);
    return true;
  }

  private void answered(ActionFlight flight, ActionRelay answer, Status status, ActionRuns runs) {
    leave(flight);
    if (!status.isOk()) {
      runs.end(flight, status, true);
      return;
    }
    ledger.fork(flight.key(), answer);
    flight.forked();
    applications.touched(flight);
    if (flight.runsAfterFork()) {
      runs.add(flight);
    } else {
      runs.end(flight, Status.OK, true);
    }
  }

  /** The request has ended, or has its state. */
  void leave(ActionFlight flight) {
    if (waiting.remove(flight)) {
      asked.remove(flight);
      alarms.clear(flight.alarm());
    }
  }

  /** How many requests cannot run before an answer comes, given how many there are of an application. */
  int held(ToIntFunction<ActionFlight> queued) {
    return waiting.stream().mapToInt(queued).sum();
  }

  /** No answer will come any more. */
  void endInput(ActionRuns runs) {
    ended = true;
    for (ActionFlight each : List.copyOf(waiting)) {
      runs.end(each, unavailable(each), true);
    }
  }

  private static Status unavailable(ActionFlight flight) {
    return Status.Code.UNAVAILABLE.because(
        "the state of " + source(flight) + " must come before the input ends but has not");
  }

  private static String source(ActionFlight flight) {
    return "application '" + Objects.requireNonNull(flight.call().fork()).source() + "'";
  }
}
