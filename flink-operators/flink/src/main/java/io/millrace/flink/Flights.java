package io.millrace.flink;

import io.millrace.core.Status;
import io.millrace.flink.Flight.Phase;
import io.millrace.flink.async.Allowance;
import io.millrace.flink.async.Reading;
import io.millrace.flink.async.Ready;
import io.millrace.flink.async.Source;
import io.millrace.flink.async.Tenants;
import io.millrace.flink.async.Tickets;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Answers requests side by side. All of it happens on the task's thread, which never waits here: it begins answers, takes
 * what has come of them, and is woken for more.
 *
 * <p>A request waits for its turn, takes a seat, waits for the number of its attempt (a ticket of the clock, or for a
 * deterministic module the number that was asked for), is answered, perhaps again, and ends.
 */
final class Flights<I, OE> {

  /** So many answers are looked at for one mail, so that the mails of others are not kept waiting. */
  private static final int ANSWERS_A_MAIL = 64;

  /** So many elements of an answer are taken before another's turn. */
  private static final int ELEMENTS_A_TURN = 16;

  /** What becomes of those who are done. */
  interface Landing<I, OE> {
    /** The request has ended. */
    void landed(Flight<I, OE> flight, boolean well);

    /** What a checkpoint keeps of the request has changed. */
    void touch(Flight<I, OE> flight);

    /** The request has failed. */
    void letter(Flight<I, OE> flight, Status status, @Nullable Throwable cause);
  }

  private final AsyncLimits limits;
  private final AsyncMetrics metrics;
  private final Alarms alarms;
  private final Landing<I, OE> landing;
  private final Source<I, OE> source;
  private final Ready<Flight<I, OE>, OE> ready;
  private final RunTimes times;
  private final Allowance allowance;
  private final Tenants<Flight<I, OE>> waiting = new Tenants<>();

  /** Null if the module is deterministic. */
  private final @Nullable Tickets tickets;

  private int seated;

  /** Nobody is there yet; {@code wake} has the task's thread {@link #takeReady} soon, and is called by any thread. */
  Flights(
      AsyncLimits limits,
      AsyncMetrics metrics,
      Alarms alarms,
      Landing<I, OE> landing,
      Source<I, OE> source,
      @Nullable Tickets tickets,
      Runnable wake) {
    this.limits = limits;
    this.metrics = metrics;
    this.alarms = alarms;
    this.landing = landing;
    this.source = source;
    this.ready = new Ready<>(wake);
    this.times = new RunTimes(limits);
    this.allowance =
        new Allowance(limits.bufferedPerRequest(), limits.buffered(), limits.inFlight());
    this.tickets = tickets;
  }

  /** How many requests wait for their turn. */
  int waiting() {
    return waiting.size();
  }

  /** How many elements are buffered. */
  int buffered() {
    return allowance.buffered();
  }

  /** The request waits for its turn. */
  void add(Flight<I, OE> flight) {
    waiting.add(flight.tenant(), flight);
    seat();
  }

  /** Ends a request wherever it stands: at once, or when there is a number for it. */
  void end(Flight<I, OE> flight, Status status) {
    leaves(flight);
    if (flight.isOpen()) {
      land(flight, status);
      return;
    }
    flight.willEnd(status);
    landing.touch(flight);
    number(flight);
  }

  /** Ends a request with a dead letter. */
  void fail(Flight<I, OE> flight, Status status, @Nullable Throwable cause) {
    landing.letter(flight, status, cause);
    end(flight, status);
  }

  /** Drops a request of which nothing has been said yet, or ends the attempt that is open: another takes its place. */
  void supersede(Flight<I, OE> flight, int by) {
    leaves(flight);
    if (flight.isOpen()) {
      Status status = Status.Code.ABORTED.because(
          "attempt " + by + " took the place of attempt " + flight.asked());
      land(flight, status);
    } else {
      landed(flight, false);
    }
  }

  /** Takes what has come of the answers. */
  void takeReady() {
    ready.begin();
    for (int i = 0; i < ANSWERS_A_MAIL; i++) {
      Reading<Flight<I, OE>, OE> reading = ready.next();
      if (reading == null) {
        return;
      }
      if (reading == reading.owner().reading) {
        take(reading.owner(), reading);
      }
    }
    ready.wakeForMore();
  }

  /** No more requests will come. */
  void endInput() {
    source.flush();
  }

  /** Gives free seats to those whose turn it is. */
  private void seat() {
    while (seated < limits.inFlight()) {
      Flight<I, OE> next = waiting.poll();
      if (next == null) {
        return;
      }
      next.hasSeat = true;
      seated++;
      number(next);
    }
  }

  private void number(Flight<I, OE> flight) {
    flight.phase = Phase.NUMBER;
    boolean begun = flight.begun();
    if (tickets == null) {
      flight.goOn();
    } else {
      int before = Math.max(0, flight.attempt());
      OptionalInt number = tickets.next(before, alarms.now());
      if (number.isEmpty()) {
        alarms.set(flight.alarm(), tickets.due(before));
        return;
      }
      flight.begin(number.getAsInt());
    }
    if (!begun) {
      metrics.requests().requestStarted();
    }
    landing.touch(flight);
    Status status = flight.input().status();
    if (status.isOk()) {
      flight.startedAt = flight.startedAt == 0 ? alarms.now() : flight.startedAt;
      ask(flight);
    } else {
      land(flight, status);
    }
  }

  private void ask(Flight<I, OE> flight) {
    flight.phase = Phase.ANSWER;
    flight.runAt = alarms.now();
    flight.silent = true;
    Reading<Flight<I, OE>, OE> reading = new Reading<>(flight, ready, allowance);
    flight.reading = reading;
    alarms.set(flight.alarm(), times.runEnds(flight));
    source.begin(Objects.requireNonNull(flight.input().payload()), flight.own(), reading);
  }

  private void take(Flight<I, OE> flight, Reading<Flight<I, OE>, OE> reading) {
    List<OE> elements = reading.take(ELEMENTS_A_TURN);
    if (!elements.isEmpty()) {
      elements.forEach(element -> send(flight, element));
      reading.passedOn();
      flight.elementAt = alarms.now();
      flight.silent = false;
      alarms.setEarlier(flight.alarm(), times.runEnds(flight));
      if (tickets == null) {
        landing.touch(flight);
      }
    }
    if (reading.hasElements()) {
      ready.add(reading);
    } else if (reading.isOver()) {
      over(flight, reading.failure());
    }
  }

  private void send(Flight<I, OE> flight, OE element) {
    if (flight.skip > 0) {
      flight.skip--;
      return;
    }
    if (flight.produced() == 0) {
      metrics.requests().firstOutputAfter(Math.max(0, alarms.now() - flight.arrivedAt()));
    }
    flight.send(element);
  }

  private void over(Flight<I, OE> flight, @Nullable Throwable failure) {
    if (failure instanceof Error error) {
      throw error;
    }
    if (failure == null && flight.skip > 0) {
      fail(flight, notDeterministic(flight), null);
    } else if (failure == null) {
      end(flight, Status.OK);
    } else if (!retries(flight, failure)) {
      fail(flight, Status.of(failure), failure);
    }
  }

  private static Status notDeterministic(Flight<?, ?> flight) {
    return Status.Code.INTERNAL.because(
        "the module is declared deterministic, but its answer ended " + flight.skip
            + " elements short of the " + flight.produced() + " it had when it was first asked");
  }

  private boolean retries(Flight<I, OE> flight, Throwable failure) {
    OptionalLong at = times.retryAt(flight, failure, alarms.now());
    if (at.isEmpty()) {
      return false;
    }
    flight.retries++;
    metrics.retry();
    flight.reading = null;
    flight.phase = Phase.RETRY;
    alarms.set(flight.alarm(), at.getAsLong());
    if (tickets == null) {
      flight.skip = flight.produced();
    } else if (flight.produced() > 0) {
      flight.end(Status.Code.ABORTED.because("retry " + flight.retries
          + " takes the place of attempt " + flight.attempt() + " after " + Status.of(failure)));
      landing.touch(flight);
    }
    return true;
  }

  /** The request's alarm is due: whatever it waits for has come, or will not. */
  void due(Flight<I, OE> flight) {
    switch (flight.phase) {
      case TURN ->
        throw new IllegalStateException("a request that waits for its turn has no alarm");
      case NUMBER -> number(flight);
      case RETRY -> again(flight);
      case ANSWER -> checkTimes(flight, Objects.requireNonNull(flight.reading));
    }
  }

  private void again(Flight<I, OE> flight) {
    if (flight.isOpen()) {
      ask(flight);
    } else {
      number(flight);
    }
  }

  /** What has come and was not taken yet, because what comes behind this is slow, is not the module's delay. */
  private void checkTimes(Flight<I, OE> flight, Reading<?, OE> reading) {
    if (reading.hasElements() || reading.isOver()) {
      flight.elementAt = alarms.now();
      flight.silent = false;
    }
    times
        .verdict(flight, alarms.now())
        .ifPresentOrElse(
            late -> fail(flight, late, null),
            () -> alarms.set(flight.alarm(), times.runEnds(flight)));
  }

  private void leaves(Flight<I, OE> flight) {
    alarms.clear(flight.alarm());
    if (flight.phase == Phase.TURN) {
      waiting.remove(flight.tenant(), flight);
    }
    Reading<?, OE> reading = flight.reading;
    if (reading != null) {
      reading.cancel();
      flight.reading = null;
    }
  }

  private void land(Flight<I, OE> flight, Status status) {
    flight.end(status);
    landed(flight, status.isOk());
  }

  private void landed(Flight<I, OE> flight, boolean well) {
    if (flight.begun()) {
      metrics.requests().requestEnded(well);
    }
    landing.landed(flight, well);
    if (flight.hasSeat) {
      flight.hasSeat = false;
      seated--;
      seat();
    }
  }
}
