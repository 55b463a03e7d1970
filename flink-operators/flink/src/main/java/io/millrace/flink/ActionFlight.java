package io.millrace.flink;

import io.millrace.core.Parameters;
import io.millrace.core.Status;
import io.millrace.core.action.Final;
import io.millrace.core.action.Run;
import io.millrace.core.action.Step;
import io.millrace.core.action.Streamed;
import io.millrace.flink.Alarms.Alarm;
import io.millrace.flink.async.Reading;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A request to an application that has not ended: what is kept of it, its run, and what goes out for it. */
final class ActionFlight {

  private final HeldWatermarks.Stretch stretch;
  private final Output<ActionItem> output;
  private final Alarm alarm;
  private final boolean again;

  private ActionPending pending;
  private boolean open;

  /** Whether it is one of those that run at a time. */
  boolean hasSeat;

  /** Whether it has ended. */
  boolean hasLanded;

  @Nullable
  Run run;

  @Nullable
  Step step;

  @Nullable
  Reading<ActionFlight, Streamed<Object, Final<?>>> reading;

  /** The final result of the step under way, once it is there. */
  @Nullable
  Final<?> last;

  /**
   * One that waits.
   *
   * @param again whether it may have run before this task began
   * @param due called when its alarm is
   */
  ActionFlight(
      ActionPending pending,
      HeldWatermarks.Stretch stretch,
      Output<ActionItem> output,
      boolean again,
      Consumer<ActionFlight> due) {
    this.pending = pending;
    this.stretch = stretch;
    this.output = output;
    this.alarm = new Alarm(() -> due.accept(this));
    this.again = again;
  }

  String key() {
    return pending.call().key();
  }

  ActionCall call() {
    return pending.call();
  }

  /** Whether it was run before this task began. */
  boolean again() {
    return again;
  }

  /** The attempt under way, or the greatest before it; 0 if there is none. */
  int attempt() {
    return pending.attempt();
  }

  /** Whether the attempt has a number of its own, and may send. */
  boolean isOpen() {
    return open;
  }

  int started() {
    return pending.started();
  }

  long arrivedAt() {
    return pending.arrivedAt();
  }

  long timestamp() {
    return pending.timestamp();
  }

  HeldWatermarks.Stretch stretch() {
    return stretch;
  }

  Alarm alarm() {
    return alarm;
  }

  /** How it is to end as soon as it has a number; null if it is to run. */
  @Nullable
  Status verdict() {
    return pending.verdict();
  }

  /** Is to end like this; what was said first holds. */
  void willEnd(Status status, boolean isKept) {
    if (pending.verdict() == null) {
      pending = pending.ending(status, isKept);
    }
  }

  boolean isKept() {
    return pending.isKept();
  }

  /** Whether it cannot run before the state is there from which its application is forked. */
  boolean awaitsFork() {
    return pending.awaitsFork();
  }

  /** Whether the answer is what it waits for. */
  boolean awaits(ActionCall answer) {
    return awaitsFork()
        && call().requestId().equals(answer.requestId())
        && Objects.equals(call().fork(), answer.fork());
  }

  boolean runsAfterFork() {
    ActionFork fork = call().fork();
    return fork != null && fork.runs();
  }

  /** The state is there. */
  void forked() {
    pending = pending.forked();
  }

  long items() {
    return output.produced();
  }

  Run run() {
    return Objects.requireNonNull(run);
  }

  /** An attempt begins, the first of its messages to be numbered 0. */
  void begin(int attempt) {
    pending = pending.run(attempt, pending.started());
    open = true;
    Map<String, String> headers = new TreeMap<>(call().headers());
    headers.put("application", call().application());
    output.resume(attempt, 0, headers, Parameters.NONE);
  }

  /** So many steps are over. */
  void started(int steps) {
    pending = pending.run(pending.attempt(), steps);
  }

  /** An intermediate result goes out. */
  void send(long index, Object value) {
    Step of = Objects.requireNonNull(step);
    output.accept(new ActionItem(
        call().application(),
        call().partition(),
        of.action(),
        of.sequence(),
        of.attempt(),
        index,
        Map.of(of.action(), value)));
  }

  /** The last message. */
  void end(Status status) {
    output.end(status);
    open = false;
  }

  /** Stops the step under way, if there is one. */
  void stop() {
    Reading<?, ?> stopped = reading;
    reading = null;
    last = null;
    if (stopped != null) {
      stopped.cancel();
    }
  }

  /** What a checkpoint keeps of it. */
  ActionPending kept() {
    return pending.holding(stretch.mark());
  }
}
