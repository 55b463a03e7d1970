package io.millrace.flink;

import io.millrace.core.Parameters;
import io.millrace.core.Status;
import io.millrace.core.action.Final;
import io.millrace.core.action.Move;
import io.millrace.core.action.Outcome;
import io.millrace.core.action.Run;
import io.millrace.core.action.RunEvent;
import io.millrace.core.action.StepFailedException;
import io.millrace.core.action.Streamed;
import io.millrace.core.task.UnaryPublisher;
import io.millrace.flink.async.Allowance;
import io.millrace.flink.async.PublisherSource;
import io.millrace.flink.async.Reading;
import io.millrace.flink.async.Ready;
import io.millrace.flink.async.Tickets;
import io.millrace.flink.async.Workers;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/**
 * Runs requests side by side, each of another application. All of it happens on the task's thread, which never waits here:
 * it asks core's {@link Run} what is to be done, has it done by subscription or by a worker, and tells the run what came.
 */
final class ActionRuns {

  /** So many steps are looked at for one mail, so that the mails of others are not kept waiting. */
  private static final int STEPS_A_MAIL = 64;

  /** So many intermediate results of a step are taken before another's turn. */
  private static final int ITEMS_A_TURN = 16;

  /** So many of a step are asked for before the first of them has gone out. */
  private static final int BUFFERED = 16;

  private final int most;
  private final ActionMetrics metrics;
  private final Alarms alarms;
  private final ActionApplications applications;
  private final Tickets tickets;
  private final PublisherSource<Move.Work, Streamed<Object, Final<?>>> source;
  private final Ready<ActionFlight, Streamed<Object, Final<?>>> ready;
  private final Allowance allowance;
  private final Deque<ActionFlight> waiting = new ArrayDeque<>();
  private int seated;

  /** One that ends as soon as it has a seat leaves it to the next, thousands in a row: not each within the other. */
  private boolean seating;

  /** Nobody is there yet; {@code wake} has the task's thread {@link #takeReady} soon, and is called by any thread. */
  ActionRuns(
      int most,
      ActionMetrics metrics,
      Alarms alarms,
      ActionApplications applications,
      Tickets tickets,
      Workers workers,
      Runnable wake) {
    this.most = most;
    this.metrics = metrics;
    this.alarms = alarms;
    this.applications = applications;
    this.tickets = tickets;
    UnaryPublisher<Move.Work, Streamed<Object, Final<?>>> performing =
        (work, none) -> published(work, workers);
    this.source = new PublisherSource<>(performing, workers);
    this.ready = new Ready<>(wake);
    this.allowance = new Allowance(BUFFERED, Math.multiplyExact(BUFFERED, most), most);
  }

  private static Flow.Publisher<Streamed<Object, Final<?>>> published(
      Move.Work work, Workers workers) {
    try {
      return work.on(workers::read);
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      return subscriber -> subscriber.onError(e);
    }
  }

  /** The request is the first of its application, and runs when there is a seat for it. */
  void add(ActionFlight flight) {
    waiting.add(flight);
    seat();
  }

  private void seat() {
    if (seating) {
      return;
    }
    seating = true;
    while (seated < most && !waiting.isEmpty()) {
      ActionFlight next = waiting.remove();
      next.hasSeat = true;
      seated++;
      metrics.seated(next.again());
      number(next);
    }
    seating = false;
  }

  /** The alarm is due: there is a number now, or the time of a step is over, or the wait for the next attempt at it. */
  void due(ActionFlight flight) {
    if (!flight.isOpen()) {
      number(flight);
      return;
    }
    if (flight.reading != null) {
      stop(flight);
      metrics.attempted(flight.run().expire());
    }
    advance(flight);
  }

  private void stop(ActionFlight flight) {
    alarms.clear(flight.alarm());
    flight.stop();
  }

  private void number(ActionFlight flight) {
    OptionalInt number = tickets.next(flight.attempt(), alarms.now());
    if (number.isEmpty()) {
      alarms.set(flight.alarm(), tickets.due(flight.attempt()));
      return;
    }
    flight.begin(number.getAsInt());
    Status verdict = flight.verdict();
    if (verdict != null) {
      land(flight, null, verdict, null);
      return;
    }
    try {
      flight.run = applications.begin(flight);
    } catch (RuntimeException e) {
      land(flight, null, Status.of(e), e);
      return;
    }
    advance(flight);
  }

  /** Goes on; what the last step came to, and where that leads, is kept as one. */
  private void advance(ActionFlight flight) {
    Move move = flight.run().next();
    boolean underWay = move instanceof Move.Perform || move instanceof Move.Wait;
    // A step that is under way is begun again after a restore, and counts then.
    flight.started(flight.run().started() - (underWay ? 1 : 0));
    applications.progressed(flight, flight.run().progress());
    if (move instanceof Move.Perform perform) {
      perform(flight, perform);
    } else if (move instanceof Move.Wait wait) {
      alarms.set(flight.alarm(), alarms.after(wait.time()));
    } else if (move instanceof Move.Ended well) {
      land(flight, well.outcome(), Status.OK, null);
    } else {
      RuntimeException error = ((Move.Failed) move).error();
      land(flight, null, status(error), error);
    }
  }

  private static Status status(RuntimeException error) {
    Throwable cause = error instanceof StepFailedException ? error.getCause() : null;
    return cause == null
        ? Status.of(error)
        : Status.of(cause).code().because(String.valueOf(error.getMessage()));
  }

  private void perform(ActionFlight flight, Move.Perform perform) {
    Reading<ActionFlight, Streamed<Object, Final<?>>> reading =
        new Reading<>(flight, ready, allowance);
    flight.step = perform.step();
    flight.last = null;
    flight.reading = reading;
    perform.timeLimit().ifPresent(longest -> alarms.set(flight.alarm(), alarms.after(longest)));
    source.begin(perform.work(), Parameters.NONE, reading);
  }

  /** Takes what has come of the steps. */
  void takeReady() {
    ready.begin();
    for (int i = 0; i < STEPS_A_MAIL; i++) {
      Reading<ActionFlight, Streamed<Object, Final<?>>> reading = ready.next();
      if (reading == null) {
        return;
      }
      if (reading == reading.owner().reading) {
        take(reading.owner(), reading);
      }
    }
    ready.wakeForMore();
  }

  private void take(
      ActionFlight flight, Reading<ActionFlight, Streamed<Object, Final<?>>> reading) {
    List<Streamed<Object, Final<?>>> some = reading.take(ITEMS_A_TURN);
    for (Streamed<Object, Final<?>> each : some) {
      RuntimeException refusal = refusal(flight, each);
      if (refusal != null) {
        over(flight, refusal);
        return;
      }
    }
    if (!some.isEmpty()) {
      reading.passedOn();
    }
    if (reading.hasElements()) {
      ready.add(reading);
    } else if (reading.isOver()) {
      ended(flight, reading.failure());
    }
  }

  /** Takes one element of a step; or says why it cannot be taken. */
  private @Nullable RuntimeException refusal(
      ActionFlight flight, Streamed<Object, Final<?>> element) {
    if (flight.last != null) {
      return Streamed.afterLast();
    }
    if (element instanceof Streamed.Last<Object, Final<?>> end) {
      flight.last = end.value();
      return null;
    }
    RunEvent.Item item;
    try {
      item = flight.run().item(((Streamed.Item<Object, Final<?>>) element).value());
    } catch (RuntimeException e) {
      return e;
    }
    if (item.step().streams()) {
      metrics.item(flight.items() == 0, alarms.now() - flight.arrivedAt());
      flight.send(item.index(), item.item());
    }
    return null;
  }

  private void ended(ActionFlight flight, @Nullable Throwable failure) {
    Final<?> last = flight.last;
    if (failure instanceof Error error) {
      throw error;
    }
    if (failure != null) {
      over(flight, failure);
    } else if (last == null) {
      over(flight, Streamed.withoutLast());
    } else {
      stop(flight);
      metrics.attempted(flight.run().finish(last));
      advance(flight);
    }
  }

  private void over(ActionFlight flight, Throwable failure) {
    stop(flight);
    metrics.attempted(flight.run().fail(failure));
    advance(flight);
  }

  /**
   * Ends a request wherever it stands: at once, or when there is a number for it, which also one needs that did not run: it
   * may have, before a failure. One that has ended meanwhile stays as it is: the end of one request can be that of others.
   */
  void end(ActionFlight flight, Status status, boolean isKept) {
    if (flight.hasLanded) {
      return;
    }
    stop(flight);
    Run run = flight.run;
    if (run != null) {
      run.cancel();
      applications.progressed(flight, run.progress());
    }
    waiting.remove(flight);
    flight.willEnd(status, isKept);
    if (flight.isOpen()) {
      land(flight, null, status, null);
    } else {
      applications.touched(flight);
      number(flight);
    }
  }

  private void land(
      ActionFlight flight, @Nullable Outcome outcome, Status status, @Nullable Throwable cause) {
    alarms.clear(flight.alarm());
    waiting.remove(flight);
    flight.end(status);
    flight.hasLanded = true;
    boolean seat = flight.hasSeat;
    flight.hasSeat = false;
    seated -= seat ? 1 : 0;
    metrics.ended(seat, status.isOk());
    applications.ended(flight, outcome, status, cause);
    seat();
  }
}
