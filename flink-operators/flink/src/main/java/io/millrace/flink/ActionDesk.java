package io.millrace.flink;

import io.millrace.core.Message;
import io.millrace.core.Status;
import io.millrace.core.action.Outcome;
import io.millrace.core.action.Progress;
import io.millrace.core.action.Run;
import io.millrace.flink.Tombstones.Tombstone;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/**
 * The applications of a task that have requests. Decides what a request means for its application, keeps what comes of it,
 * and says how it ended.
 */
final class ActionDesk implements ActionApplications {

  /** What the operator does for a request. */
  interface Surroundings {
    /** Where the request's intermediate results go. */
    Collector<Message<ActionItem>> collector(long timestamp);

    /** How a request ended, and what travels with it. */
    void end(long timestamp, ActionEnd end, Map<String, String> headers);

    void letter(long timestamp, DeadLetter letter);

    /** A question or an answer about a fork. */
    void relay(long timestamp, ActionCall relay);

    /** Returns when as many requests may wait as the limits allow, and one more. */
    void awaitRoom() throws InterruptedException;
  }

  /** A request that comes again within the second in which its number was drawn could get the same number again. */
  private static final long NUMBER_MILLIS = 1_000;

  private final String name;
  private final ActionLimits limits;
  private final ActionLedger ledger;
  private final ActionStore store;
  private final Surroundings surroundings;
  private final ActionMetrics metrics;
  private final Alarms alarms;
  private final HeldWatermarks watermarks;
  private final ActionForks forks;
  private final Map<String, Deque<ActionFlight>> busy = new HashMap<>();
  private final Tombstones numbered = new Tombstones(NUMBER_MILLIS, id -> {});
  private @Nullable ActionRuns runs;
  private int pending;

  ActionDesk(
      String name,
      ActionLimits limits,
      ActionSetup setup,
      ActionStore store,
      Surroundings surroundings,
      ActionMetrics metrics,
      Alarms alarms,
      HeldWatermarks watermarks) {
    this.name = name;
    this.limits = limits;
    this.ledger = new ActionLedger(limits, setup, store, alarms);
    this.store = store;
    this.surroundings = surroundings;
    this.metrics = metrics;
    this.alarms = alarms;
    this.watermarks = watermarks;
    this.forks = new ActionForks(limits, ledger, alarms, surroundings, this);
  }

  /** Those who run; they are made with this, and so after it. */
  void runBy(ActionRuns newRuns) {
    runs = newRuns;
  }

  private ActionRuns runs() {
    return Objects.requireNonNull(runs);
  }

  /** How many requests are under way or wait. */
  int pending() {
    return pending;
  }

  /** How many of them are not held up by a fork, whose answer must find a way in. */
  int unhindered() {
    return pending - forks.held(each -> queue(each.key()).size());
  }

  /** No call will come any more. */
  void endInput() {
    forks.endInput(runs());
  }

  /** Stops all steps, without a word: the task ends, or has failed. */
  void abandon() {
    busy.values().forEach(queue -> queue.forEach(ActionFlight::stop));
  }

  /** Begins where a checkpoint was taken: with those first that came first. */
  void restore(Map<String, List<ActionPending>> kept) {
    Map<ActionPending, HeldWatermarks.Stretch> stretches = new HashMap<>();
    kept.values().stream()
        .flatMap(List::stream)
        .sorted(Comparator.comparingLong(ActionDesk::markOrder))
        .forEach(each -> stretches.put(each, watermarks.enterAgain(each.held())));
    kept.forEach((key, requests) -> requests.forEach(
        each -> enters(each, Objects.requireNonNull(stretches.get(each)), each.attempt() > 0)));
    busy.values().stream()
        .map(Deque::getFirst)
        .sorted(Comparator.comparingLong(ActionFlight::arrivedAt))
        .toList()
        .forEach(first -> forks.addAgain(first, runs()));
    busy.values().stream()
        .flatMap(Deque::stream)
        .filter(each -> each.verdict() != null)
        .toList()
        .forEach(each -> runs().end(each, Objects.requireNonNull(each.verdict()), each.isKept()));
  }

  private static long markOrder(ActionPending request) {
    return request.held() == HeldWatermarks.NONE ? Long.MAX_VALUE : request.held();
  }

  private ActionFlight enters(
      ActionPending request, HeldWatermarks.Stretch stretch, boolean again) {
    Output<ActionItem> output = new Output<>(metrics.requests());
    output.turnTo(request.call().requestId(), surroundings.collector(request.timestamp()));
    ActionFlight flight =
        new ActionFlight(request, stretch, output, again, each -> forks.due(each, runs()));
    busy.computeIfAbsent(flight.key(), key -> new ArrayDeque<>()).add(flight);
    pending++;
    return flight;
  }

  /** A request came, or a cancellation, or what is said about a fork. */
  void take(ActionCall call, long timestamp) throws InterruptedException {
    ActionRelay relay = call.relay();
    if (relay != null) {
      if (!forks.take(call, relay, timestamp, queue(call.key()).peekFirst(), runs())) {
        metrics.requests().duplicate();
      }
      return;
    }
    metrics.requests().messageIn();
    if (call.cancel()) {
      cancel(call);
      return;
    }
    surroundings.awaitRoom();
    if (isDuplicate(call, timestamp)) {
      metrics.requests().duplicate();
      return;
    }
    Status refusal = overlap(call);
    ActionFlight flight = enters(pending(call, timestamp), watermarks.enter(), false);
    save(call.key());
    if (!refusal.isOk()) {
      runs().end(flight, refusal, false);
    } else if (queue(call.key()).getFirst() == flight) {
      forks.add(flight, runs());
    }
  }

  /** A request that has just come, with the number that it had a moment ago. */
  private ActionPending pending(ActionCall call, long timestamp) {
    numbered.expire(alarms.now());
    Tombstone before = numbered.get(id(call));
    return ActionPending.of(call, alarms.now(), timestamp)
        .run(before == null ? 0 : before.attempt(), 0);
  }

  private static String id(ActionCall call) {
    return call.key() + '\0' + call.requestId();
  }

  private Deque<ActionFlight> queue(String key) {
    return busy.getOrDefault(key, new ArrayDeque<>());
  }

  private void cancel(ActionCall call) {
    for (ActionFlight each : List.copyOf(queue(call.key()))) {
      if (each.call().requestId().equals(call.requestId()) && each.verdict() == null) {
        runs().end(each, Status.Code.CANCELLED.because("the request was cancelled"), true);
        return;
      }
    }
    metrics.requests().duplicate();
  }

  /** Whether the request is known; if it has ended, its end is said again. */
  private boolean isDuplicate(ActionCall call, long timestamp) {
    for (ActionFlight each : queue(call.key())) {
      if (each.call().requestId().equals(call.requestId())) {
        return true;
      }
    }
    Optional<ActionEnd> before = ledger.end(call);
    before.ifPresent(end -> surroundings.end(timestamp, end, call.headers()));
    return before.isPresent();
  }

  /** OK if the request may enter; those whose place it takes have ended then. */
  private Status overlap(ActionCall call) {
    List<ActionFlight> before = List.copyOf(queue(call.key()));
    if (limits.overlap() == OverlapPolicy.REPLACE) {
      Status replaced = ActionOverlap.replaced(call);
      before.stream()
          .sorted(Comparator.comparing(each -> each.hasSeat))
          .forEach(each -> runs().end(each, replaced, true));
    }
    return ActionOverlap.refusal(limits, call, before);
  }

  private DeadLetter letter(ActionPending request, Status status, @Nullable Throwable cause) {
    return DeadLetter.ofRequest(
        name,
        request.call().requestId(),
        request.attempt(),
        null,
        -1,
        status,
        DeadLetter.stackTraceOf(cause));
  }

  @Override
  public Run begin(ActionFlight flight) {
    save(flight.key());
    return ledger.begin(flight);
  }

  @Override
  public void progressed(ActionFlight flight, Progress progress) {
    ledger.progressed(flight.key(), progress);
    save(flight.key());
  }

  @Override
  public void touched(ActionFlight flight) {
    save(flight.key());
  }

  @Override
  public void ended(
      ActionFlight flight, @Nullable Outcome outcome, Status status, @Nullable Throwable cause) {
    String key = flight.key();
    Deque<ActionFlight> queue = Objects.requireNonNull(busy.get(key));
    boolean first = queue.getFirst() == flight;
    queue.remove(flight);
    pending--;
    numbered.expire(alarms.now());
    numbered.add(id(flight.call()), new Tombstone(0, flight.attempt(), alarms.now()));
    forks.leave(flight);
    ActionEnd end = ledger.ended(flight, outcome, status);
    if (queue.isEmpty()) {
      busy.remove(key);
    }
    save(key);
    surroundings.end(flight.timestamp(), end, flight.call().headers());
    if (!status.isOk()) {
      surroundings.letter(flight.timestamp(), letter(flight.kept(), status, cause));
    }
    watermarks.leave(flight.stretch());
    if (first && !queue.isEmpty()) {
      forks.add(queue.getFirst(), runs());
    }
  }

  /** Keeps which watermarks wait for whom: that has changed without the requests having. */
  void saveHeld() {
    busy.keySet().forEach(this::save);
  }

  /** Keeps the requests of an application. */
  private void save(String key) {
    store.savePending(key, queue(key).stream().map(ActionFlight::kept).toList());
  }
}
