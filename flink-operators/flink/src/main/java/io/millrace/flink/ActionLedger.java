package io.millrace.flink;

import io.millrace.core.Status;
import io.millrace.core.action.Outcome;
import io.millrace.core.action.Progress;
import io.millrace.core.action.Request;
import io.millrace.core.action.Run;
import io.millrace.core.action.Runner;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Where the applications of a task stand, and how their last requests ended, between what is kept and what core runs. */
final class ActionLedger {

  private final ActionLimits limits;
  private final ActionSetup setup;
  private final ActionStore store;
  private final Alarms alarms;
  private final ActionHistory history;

  ActionLedger(ActionLimits limits, ActionSetup setup, ActionStore store, Alarms alarms) {
    this.limits = limits;
    this.setup = setup;
    this.store = store;
    this.alarms = alarms;
    this.history = new ActionHistory(limits.history(), store);
  }

  /** How the request of that id ended, if that is remembered. */
  Optional<ActionEnd> end(ActionCall call) {
    return Optional.ofNullable(store.end(call.key(), call.requestId()));
  }

  /**
   * The run of a request from where its application stands.
   *
   * @throws io.millrace.core.StatusException INVALID_ARGUMENT if the request names what the graph does not have;
   *     DEADLINE_EXCEEDED if it comes too late; FAILED_PRECONDITION if the application stands where the graph has nothing
   */
  Run begin(ActionFlight flight) {
    ActionCall call = flight.call();
    Request request = checked(call);
    ActionKept kept = application(flight.key());
    if (call.pastEntry() && flight.started() == 0 && isExpired(kept, flight.arrivedAt())) {
      throw Status.Code.DEADLINE_EXCEEDED
          .because("application '" + call.application() + "' must go on within " + limits.parked()
              + " but has stood for longer")
          .asException();
    }
    Progress progress = progress(kept);
    checkThere(call, progress.last());
    checkThere(call, progress.redirect());
    return new Runner(call.application(), setup.graph(), setup.hooks())
        .resume(
            flight.again()
                ? progress.withAttempt(Math.max(progress.attempt(), flight.attempt()))
                : progress,
            request,
            call.mode(),
            flight.started());
  }

  /** A request that somebody has put together wrongly, elsewhere, is no bug of this job. */
  private Request request(ActionCall call) {
    try {
      return call.request(setup.graph());
    } catch (IllegalArgumentException e) {
      throw Status.Code.INVALID_ARGUMENT.because(String.valueOf(e.getMessage())).asException();
    }
  }

  /** A graph may have changed since. */
  private void checkThere(ActionCall call, @Nullable String action) {
    if (action != null && !setup.graph().actions().containsKey(action)) {
      throw Status.Code.FAILED_PRECONDITION
          .because("application '" + call.application() + "' stands at action '" + action
              + "', which the graph does not have; it has "
              + setup.graph().actions().keySet())
          .asException();
    }
  }

  /**
   * What is asked.
   *
   * @throws io.millrace.core.StatusException INVALID_ARGUMENT if it names what the graph does not have
   */
  Request checked(ActionCall call) {
    Request request = request(call);
    request.check(setup.graph());
    for (String field : call.wanted()) {
      if (!setup.graph().fields().containsKey(field)) {
        throw Status.Code.INVALID_ARGUMENT
            .because("the request must not want field '" + field
                + "', which the graph does not have; it has "
                + setup.graph().fields().keySet())
            .asException();
      }
    }
    return request;
  }

  /** Whether the application has come anywhere. */
  boolean isThere(String key) {
    return isThere(application(key));
  }

  private static boolean isThere(ActionKept kept) {
    return kept.sequence() > 0 || kept.redirect() != null;
  }

  /** What a fork is answered: where the source stands or stood, or why that cannot be said. */
  ActionRelay answer(ActionFork fork) {
    ActionKept now = application(fork.key());
    if (!isThere(now)) {
      return notKept(fork, now);
    }
    long latest = now.sequence() - 1;
    if (fork.sequence() == ActionFork.LATEST || fork.sequence() == latest) {
      return new ActionRelay(Status.OK, now.state(), now.last(), now.redirect(), now.sequence(), 0);
    }
    return history
        .after(fork.key(), now, fork.sequence())
        .map(past ->
            new ActionRelay(Status.OK, past.state(), past.last(), null, fork.sequence() + 1, 0))
        .orElseGet(() -> notKept(fork, now));
  }

  private ActionRelay notKept(ActionFork fork, ActionKept now) {
    long first = history.firstKept(fork.key(), now);
    return ActionRelay.refusal(
        Status.of(Progress.notKept(fork.source(), fork.sequence(), first, now.sequence() - 1)));
  }

  /** A new application begins where another stood. */
  void fork(String key, ActionRelay from) {
    store.save(
        key, new ActionKept(from.state(), from.last(), from.redirect(), from.sequence(), 0, 0, 0));
  }

  /** The application has come further. */
  void progressed(String key, Progress progress) {
    ActionKept before = application(key);
    boolean moved = before.sequence() != progress.sequence();
    long parkedAt = moved ? 0 : before.parkedAt();
    int past = moved ? history.superseded(key, before) : before.past();
    store.save(key, kept(progress, parkedAt, past));
  }

  /** How a request ended; remembered if it is to be. */
  ActionEnd ended(ActionFlight flight, @Nullable Outcome outcome, Status status) {
    ActionKept kept = application(flight.key());
    ActionEnd end = end(flight.kept(), flight.items(), outcome, status, kept);
    if (flight.isKept()) {
      keep(flight.key(), kept, end);
    }
    return end;
  }

  private void keep(String key, ActionKept kept, ActionEnd end) {
    boolean parks = end.ending() == Outcome.Ending.HALTED_BEFORE;
    boolean stands = end.ending() == null;
    long parkedAt = parks ? end.endedAt() : stands ? kept.parkedAt() : 0;
    store.save(key, kept.parked(parkedAt));
    store.saveEnd(key, end);
  }

  private boolean isExpired(ActionKept kept, long at) {
    return kept.parkedAt() > 0 && at - kept.parkedAt() >= limits.parked().toMillis();
  }

  private ActionKept application(String key) {
    ActionKept kept = store.application(key);
    return kept == null ? kept(Progress.of(setup.initial()), 0, 0) : kept;
  }

  private static ActionKept kept(Progress progress, long parkedAt, int past) {
    return new ActionKept(
        progress.state().asMap(),
        progress.last(),
        progress.redirect(),
        progress.sequence(),
        progress.attempt(),
        parkedAt,
        past);
  }

  private Progress progress(ActionKept kept) {
    return new Progress(
        ActionValues.state(setup.graph(), kept.state()),
        kept.last(),
        kept.redirect(),
        kept.sequence(),
        kept.attempt());
  }

  private ActionEnd end(
      ActionPending request,
      long messages,
      @Nullable Outcome outcome,
      Status status,
      ActionKept kept) {
    ActionCall call = request.call();
    Map<String, Object> state = new TreeMap<>(kept.state());
    state.keySet().retainAll(call.wanted());
    return new ActionEnd(
        call.application(),
        call.partition(),
        call.requestId(),
        request.attempt(),
        status,
        outcome == null ? null : outcome.ending(),
        outcome == null ? null : outcome.action(),
        kept.sequence(),
        messages - 1,
        result(outcome),
        state,
        alarms.now());
  }

  private static Map<String, Object> result(@Nullable Outcome outcome) {
    Object result = outcome == null ? null : outcome.result();
    return result == null
        ? Map.of()
        : Map.of(Objects.requireNonNull(Objects.requireNonNull(outcome).action()), result);
  }
}
