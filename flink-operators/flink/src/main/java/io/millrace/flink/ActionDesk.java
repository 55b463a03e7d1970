package io.millrace.flink;

import io.millrace.core.Message;
import io.millrace.core.Status;
import io.millrace.core.action.Outcome;
import io.millrace.core.action.Progress;
import io.millrace.core.action.Request;
import io.millrace.core.action.Run;
import io.millrace.core.action.Runner;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/**
 * The applications of a task that have requests. Decides what a request means for its application, keeps what comes of it,
 * and says how it ended.
 */
final class ActionDesk implements ActionRuns.Applications {

  /** What the operator does for a request. */
  interface Surroundings {
    /** Where the request's intermediate results go. */
    Collector<Message<ActionItem>> collector(long timestamp);

    /** How a request ended. */
    void end(long timestamp, ActionEnd end);

    void letter(long timestamp, DeadLetter letter);

    /** Returns when as many requests may wait as the limits allow, and one more. */
    void awaitRoom() throws InterruptedException;
  }

  private final String name;
  private final ActionLimits limits;
  private final ActionSetup setup;
  private final ActionStore store;
  private final Surroundings surroundings;
  private final RequestMetrics metrics;
  private final Alarms alarms;
  private final HeldWatermarks watermarks;
  private final Map<String, Deque<ActionFlight>> busy = new HashMap<>();
  private @Nullable ActionRuns runs;
  private int pending;

  ActionDesk(
      String name,
      ActionLimits limits,
      ActionSetup setup,
      ActionStore store,
      Surroundings surroundings,
      RequestMetrics metrics,
      Alarms alarms,
      HeldWatermarks watermarks) {
    this.name = name;
    this.limits = limits;
    this.setup = setup;
    this.store = store;
    this.surroundings = surroundings;
    this.metrics = metrics;
    this.alarms = alarms;
    this.watermarks = watermarks;
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
    kept.forEach((key, requests) ->
        requests.forEach(each -> enters(each, Objects.requireNonNull(stretches.get(each)))));
    busy.values().stream()
        .map(Deque::getFirst)
        .sorted(Comparator.comparingLong(ActionFlight::arrivedAt))
        .toList()
        .forEach(first -> {
          metrics.requestResumed();
          runs().add(first);
        });
    busy.values().stream()
        .flatMap(Deque::stream)
        .filter(each -> each.verdict() != null)
        .toList()
        .forEach(each -> runs().end(each, Objects.requireNonNull(each.verdict()), each.isKept()));
  }

  private static long markOrder(ActionPending request) {
    return request.held() == HeldWatermarks.NONE ? Long.MAX_VALUE : request.held();
  }

  private ActionFlight enters(ActionPending request, HeldWatermarks.Stretch stretch) {
    Output<ActionItem> output = new Output<>(metrics);
    output.turnTo(request.call().requestId(), surroundings.collector(request.timestamp()));
    ActionFlight flight =
        new ActionFlight(request, stretch, output, each -> runs().due(each));
    busy.computeIfAbsent(flight.key(), key -> new ArrayDeque<>()).add(flight);
    pending++;
    return flight;
  }

  /** A request came, or a cancellation. */
  void take(ActionCall call, long timestamp) throws InterruptedException {
    metrics.messageIn();
    if (call.cancel()) {
      cancel(call);
      return;
    }
    surroundings.awaitRoom();
    if (isDuplicate(call, timestamp)) {
      metrics.duplicate();
      return;
    }
    Status refusal = overlap(call);
    ActionFlight flight =
        enters(ActionPending.of(call, alarms.now(), timestamp), watermarks.enter());
    save(call.key());
    if (!refusal.isOk()) {
      runs().end(flight, refusal, false);
    } else if (queue(call.key()).getFirst() == flight) {
      starts(flight);
    }
  }

  private void starts(ActionFlight flight) {
    metrics.requestStarted();
    runs().add(flight);
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
    metrics.duplicate();
  }

  /** Whether the request is known; if it has ended, its end is said again. */
  private boolean isDuplicate(ActionCall call, long timestamp) {
    for (ActionFlight each : queue(call.key())) {
      if (each.call().requestId().equals(call.requestId())) {
        return true;
      }
    }
    ActionKept kept = store.application(call.key());
    for (ActionEnd end : kept == null ? List.<ActionEnd>of() : remembered(kept)) {
      if (end.requestId().equals(call.requestId())) {
        surroundings.end(timestamp, end);
        return true;
      }
    }
    return false;
  }

  private List<ActionEnd> remembered(ActionKept kept) {
    long since = alarms.now() - limits.finals().toMillis();
    return kept.finals().stream().filter(end -> end.endedAt() > since).toList();
  }

  /** OK if the request may enter; those whose place it takes have ended then. */
  private Status overlap(ActionCall call) {
    Deque<ActionFlight> before = queue(call.key());
    if (before.isEmpty()) {
      return Status.OK;
    }
    String application = "application '" + call.application() + "'";
    switch (limits.overlap()) {
      case REJECT -> {
        return Status.Code.FAILED_PRECONDITION.because(
            application + " must run one request at a time but request '"
                + before.getFirst().call().requestId() + "' is under way");
      }
      case REPLACE ->
        List.copyOf(before).stream()
            .sorted(Comparator.comparing(each -> each.hasSeat))
            .forEach(each -> runs()
                .end(
                    each,
                    Status.Code.ABORTED.because(
                        "request '" + call.requestId() + "' took the place of this one"),
                    true));
      case QUEUE -> {
        if (before.size() > limits.queued()) {
          return Status.Code.RESOURCE_EXHAUSTED.because(application + " must have at most "
              + limits.queued() + " requests waiting but this is one more");
        }
      }
    }
    return Status.OK;
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

  private ActionKept application(String key) {
    ActionKept kept = store.application(key);
    return kept == null ? kept(Progress.of(setup.initial()), 0, List.of()) : kept;
  }

  private static ActionKept kept(Progress progress, long parkedAt, List<ActionEnd> finals) {
    return new ActionKept(
        progress.state().asMap(),
        progress.last(),
        progress.redirect(),
        progress.sequence(),
        progress.attempt(),
        parkedAt,
        finals);
  }

  private Progress progress(ActionKept kept) {
    return new Progress(
        ActionValues.state(setup.graph(), kept.state()),
        kept.last(),
        kept.redirect(),
        kept.sequence(),
        kept.attempt());
  }

  @Override
  public Run begin(ActionFlight flight) {
    save(flight.key());
    ActionCall call = flight.call();
    Request request = call.request(setup.graph());
    for (String field : call.wanted()) {
      if (!setup.graph().fields().containsKey(field)) {
        throw Status.Code.INVALID_ARGUMENT
            .because("the request must not want field '" + field
                + "', which the graph does not have; it has "
                + setup.graph().fields().keySet())
            .asException();
      }
    }
    ActionKept kept = application(flight.key());
    if (call.pastEntry() && flight.started() == 0 && isExpired(kept, flight.arrivedAt())) {
      throw Status.Code.DEADLINE_EXCEEDED
          .because("application '" + call.application() + "' must go on within " + limits.parked()
              + " but has stood for longer")
          .asException();
    }
    Progress progress = progress(kept);
    return new Runner(call.application(), setup.graph(), setup.hooks())
        .resume(
            flight.again() ? progress.withAttempt(flight.attempt()) : progress,
            request,
            call.mode(),
            flight.started());
  }

  private boolean isExpired(ActionKept kept, long at) {
    return kept.parkedAt() > 0 && at - kept.parkedAt() >= limits.parked().toMillis();
  }

  @Override
  public void progressed(ActionFlight flight, Progress progress) {
    ActionKept before = application(flight.key());
    boolean moved = before.sequence() != progress.sequence();
    store.save(flight.key(), kept(progress, moved ? 0 : before.parkedAt(), remembered(before)));
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
    ActionKept kept = application(key);
    ActionEnd end = end(flight.kept(), flight.items(), outcome, status, kept);
    if (flight.isKept()) {
      keep(key, kept, end);
    }
    if (queue.isEmpty()) {
      busy.remove(key);
    }
    save(key);
    surroundings.end(flight.timestamp(), end);
    if (!status.isOk()) {
      surroundings.letter(flight.timestamp(), letter(flight.kept(), status, cause));
    }
    watermarks.leave(flight.stretch());
    if (first) {
      metrics.requestEnded(status.isOk());
    }
    if (first && !queue.isEmpty()) {
      starts(queue.getFirst());
    }
  }

  private void keep(String key, ActionKept kept, ActionEnd end) {
    List<ActionEnd> finals = new ArrayList<>(remembered(kept));
    finals.add(end);
    boolean parks = end.ending() == Outcome.Ending.HALTED_BEFORE;
    boolean stands = end.ending() == null;
    long parkedAt = parks ? end.endedAt() : stands ? kept.parkedAt() : 0;
    store.save(key, kept(progress(kept), parkedAt, finals));
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

  /** Keeps which watermarks wait for whom: that has changed without the requests having. */
  void saveHeld() {
    busy.keySet().forEach(this::save);
  }

  /** Keeps the requests of an application. */
  private void save(String key) {
    store.savePending(key, queue(key).stream().map(ActionFlight::kept).toList());
  }
}
