package io.millrace.flink;

import io.millrace.core.Message;
import io.millrace.core.Status;
import io.millrace.core.task.ModuleRunner;
import io.millrace.flink.Tombstones.Tombstone;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/**
 * The requests of a task, by id: those that are under way, and those that have ended and are remembered. Decides what a
 * message means for the request it belongs to: its beginning, its cancellation, or nothing new.
 */
final class AsyncRequests<I, OE> implements Landing<I, OE> {

  /** What the operator does for a request. */
  interface Surroundings<I, OE> {
    /** Where the request's output goes. */
    Collector<Message<OE>> collector(long timestamp);

    void letter(long timestamp, DeadLetter letter);

    /** What a checkpoint keeps of the request has changed. */
    void touch(String requestId);

    /** Nothing is kept of the request any more. */
    void forget(String requestId);

    /** Returns when as many requests may wait as the limits allow, and one more. */
    void awaitRoom() throws InterruptedException;
  }

  private final OperatorSettings settings;
  private final AsyncLimits limits;
  private final Surroundings<I, OE> surroundings;
  private final RequestMetrics metrics;
  private final Alarms alarms;
  private final HeldWatermarks watermarks;
  private final boolean deterministic;
  private final ParameterClaims claims;
  private final String moduleHeader;
  private final Map<String, Flight<I, OE>> open = new HashMap<>();
  private final Tombstones tombstones;
  private @Nullable Flights<I, OE> flights;

  AsyncRequests(
      OperatorSettings settings,
      AsyncLimits limits,
      Surroundings<I, OE> surroundings,
      RequestMetrics metrics,
      Alarms alarms,
      HeldWatermarks watermarks,
      ModuleRunner<?, ?, ?, ?> runner) {
    this.settings = settings;
    this.limits = limits;
    this.surroundings = surroundings;
    this.metrics = metrics;
    this.alarms = alarms;
    this.watermarks = watermarks;
    this.deterministic = runner.deterministic();
    this.claims = new ParameterClaims(settings.name(), runner.parameters(), settings.unclaimed());
    this.moduleHeader = runner.module().toString();
    this.tombstones =
        new Tombstones(settings.limits().tombstone().toMillis(), surroundings::forget);
  }

  /** Those who answer; they are made with this, and so after it. */
  void answeredBy(Flights<I, OE> newFlights) {
    flights = newFlights;
  }

  private Flights<I, OE> flights() {
    return Objects.requireNonNull(flights);
  }

  /** Whether no request is under way. */
  boolean isEmpty() {
    return open.isEmpty();
  }

  /** Stops all answers, without a word: the task ends, or has failed. */
  void abandon() {
    open.values().forEach(flight -> {
      if (flight.reading != null) {
        flight.reading.cancel();
      }
    });
  }

  /** Begins where a checkpoint was taken: with those first that came first. */
  void restore(Map<String, AsyncRequest<I>> kept) {
    long now = alarms.now();
    kept.entrySet().stream()
        .filter(each -> each.getValue().input() == null)
        .sorted(Comparator.comparingLong(each -> each.getValue().endedAt()))
        .forEach(each -> tombstones.add(
            each.getKey(),
            new Tombstone(each.getValue().asked(), each.getValue().attempt(), now)));
    List<AsyncRequest<I>> requests = kept.values().stream()
        .filter(each -> each.input() != null)
        .sorted(Comparator.comparingLong(AsyncRequests::markOrder))
        .toList();
    Map<AsyncRequest<I>, Flight<I, OE>> flying = new HashMap<>();
    for (AsyncRequest<I> request : requests) {
      boolean begun = request.attempt() != AsyncRequest.NO_ATTEMPT;
      flying.put(request, enters(request, begun, watermarks.enterAgain(request.held())));
      if (begun) {
        metrics.requestResumed();
      }
    }
    requests.stream()
        .sorted(Comparator.comparingLong((AsyncRequest<I> request) -> request.arrivedAt()))
        .forEach(request -> judge(Objects.requireNonNull(flying.get(request))));
  }

  private static long markOrder(AsyncRequest<?> request) {
    return request.held() == HeldWatermarks.NONE ? Long.MAX_VALUE : request.held();
  }

  /** A message came. */
  void take(Message<I> message, long timestamp) throws InterruptedException {
    metrics.messageIn();
    tombstones.expire(alarms.now());
    Flight<I, OE> flight = open.get(message.requestId());
    Tombstone ended = tombstones.get(message.requestId());
    int known = flight != null ? flight.asked() : ended != null ? ended.asked() : -1;
    if (message.attempt() == known) {
      takeAgain(message, flight, timestamp);
    } else if (message.attempt() < known) {
      metrics.duplicate();
    } else if (message.sequence() <= 0 || isCancellation(message)) {
      begin(message, flight, ended, timestamp);
    } else if (message.hasPayload()) {
      surroundings.letter(timestamp, second(message));
    }
  }

  /** Of a request that is known: its cancellation, the terminal message behind its input, or what was there before. */
  private void takeAgain(Message<I> message, @Nullable Flight<I, OE> flight, long timestamp) {
    if (flight != null && flight.input().status().isOk() && !message.status().isOk()) {
      flights().end(flight, message.status());
    } else if (message.sequence() > 0 && message.hasPayload()) {
      surroundings.letter(timestamp, second(message));
    } else if (message.hasPayload() || !message.status().isOk()) {
      metrics.duplicate();
    }
  }

  private static boolean isCancellation(Message<?> message) {
    return message.status().code() == Status.Code.CANCELLED;
  }

  private void begin(
      Message<I> message, @Nullable Flight<I, OE> before, @Nullable Tombstone ended, long timestamp)
      throws InterruptedException {
    int attempt = before != null
        ? before.attempt()
        : ended != null ? ended.attempt() : AsyncRequest.NO_ATTEMPT;
    if (before != null) {
      flights().supersede(before, message.attempt());
    }
    surroundings.awaitRoom();
    tombstones.remove(message.requestId());
    AsyncRequest<I> request = new AsyncRequest<>(
        message.attempt(), attempt, 0, alarms.now(), 0, timestamp, HeldWatermarks.NONE, message);
    Flight<I, OE> flight = enters(request, false, watermarks.enter());
    surroundings.touch(message.requestId());
    judge(flight);
  }

  private Flight<I, OE> enters(
      AsyncRequest<I> request, boolean begun, HeldWatermarks.Stretch stretch) {
    Flight<I, OE> flight =
        new Flight<>(request, begun, new Output<>(metrics), each -> flights().due(each));
    flight.enters(stretch, surroundings.collector(request.timestamp()));
    flight.carries(headers(flight.input()));
    open.put(flight.requestId(), flight);
    return flight;
  }

  /** Lets the request wait for its turn, if there is something to answer; or ends it. */
  private void judge(Flight<I, OE> flight) {
    Message<I> input = flight.input();
    if (!input.status().isOk()) {
      flights().end(flight, input.status());
      return;
    }
    try {
      if (!input.hasPayload()) {
        throw WholeInput.notWhole("its first message has none").asException();
      }
      flight.claims(claims.claim(input.parameters()), limits.tenant().of(input));
    } catch (RuntimeException e) {
      flights().fail(flight, Status.of(e), e);
      return;
    }
    flights().add(flight);
  }

  private Map<String, String> headers(Message<I> input) {
    Map<String, String> headers = new HashMap<>(input.headers());
    ControlHeaders.stripAtTheLast(settings, headers);
    headers.put("module." + settings.name(), moduleHeader);
    if (!deterministic) {
      headers.put("attempt." + settings.name(), Integer.toString(input.attempt()));
    }
    return Message.headersInOrder(headers);
  }

  private DeadLetter second(Message<I> message) {
    return WholeInput.letter(
        settings.name(),
        message,
        WholeInput.notWhole("message " + message.sequence() + " has a payload too"),
        null);
  }

  @Override
  public void landed(Flight<I, OE> flight) {
    String id = flight.requestId();
    open.remove(id);
    tombstones.add(id, new Tombstone(flight.asked(), flight.attempt(), alarms.now()));
    surroundings.touch(id);
    watermarks.leave(flight.stretch());
  }

  @Override
  public void touch(Flight<I, OE> flight) {
    surroundings.touch(flight.requestId());
  }

  @Override
  public void letter(Flight<I, OE> flight, Status status, @Nullable Throwable cause) {
    int attempt = flight.isOpen() ? flight.attempt() : flight.asked();
    DeadLetter letter =
        WholeInput.letter(settings.name(), flight.input().withAttempt(attempt), status, cause);
    surroundings.letter(flight.timestamp(), letter);
  }

  /** Forgets what has been remembered for long enough, as every message does too. */
  void expire() {
    tombstones.expire(alarms.now());
  }

  /** What a checkpoint keeps of a request; null for one of which it keeps nothing. */
  @Nullable
  AsyncRequest<I> kept(String requestId) {
    Flight<I, OE> flight = open.get(requestId);
    if (flight != null) {
      return flight.kept();
    }
    Tombstone ended = tombstones.get(requestId);
    return ended == null
        ? null
        : AsyncRequest.ended(ended.asked(), ended.attempt(), ended.endedAt());
  }
}
