package io.millrace.core.action;

import io.millrace.core.Status;
import io.millrace.core.StatusException;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One request on its way through a graph: all the rules of running, and nothing that runs. An engine asks {@link #next} what
 * is to be done, does it, and says what came of it by {@link #item}, {@link #finish} and {@link #fail}; all by one thread at
 * a time. What must be kept of a run under way to go on elsewhere is {@link #progress} and {@link #started}.
 *
 * <p>A step changes the progress once, in {@link #finish}. A failed attempt only counts itself.
 */
public final class Run {

  private final Runner runner;
  private final Call call;
  private Progress progress;
  private int started;
  private int tries;
  private boolean begun;
  private boolean waits;
  private @Nullable Attempt attempt;
  private @Nullable String retrying;
  private @Nullable Object result;
  private @Nullable Move end;

  Run(Runner runner, Call call, Progress progress, int started) {
    this.runner = runner;
    this.call = call;
    this.progress = progress;
    this.started = started;
  }

  /** Where the application stands. */
  public Progress progress() {
    return progress;
  }

  /** How many steps were begun, other attempts at the same not counted. */
  public int started() {
    return started;
  }

  /** Whether it has ended. */
  public boolean isOver() {
    return end != null;
  }

  /** What is to be done now. After the end always the same. */
  public Move next() {
    if (attempt != null) {
      throw new IllegalStateException(attempt.step() + " is not over");
    }
    if (!begun) {
      begun = true;
      attempted(() -> runner.hooks().callStarted(call));
    }
    while (end == null) {
      Move move = move();
      if (move != null) {
        return move;
      }
    }
    return end;
  }

  private @Nullable Move move() {
    if (waits && retrying != null) {
      waits = false;
      Duration time = runner.graph().action(retrying).retry().waitAfter(tries);
      if (!time.isZero()) {
        return new Move.Wait(time);
      }
    }
    if (retrying != null) {
      return begin(retrying);
    }
    try {
      Optional<String> action = following();
      return action.isPresent() ? begin(action.get()) : null;
    } catch (RuntimeException e) {
      settle(new Move.Failed(e));
      return null;
    }
  }

  /** The action to be begun; none if the run has ended here. */
  private Optional<String> following() {
    String last = progress.last();
    if (started > 0
        && progress.redirect() == null
        && last != null
        && halts(Halt.When.AFTER, last)) {
      settle(ended(Outcome.Ending.HALTED_AFTER, last, result));
      return Optional.empty();
    }
    Optional<String> action = runner.graph().next(progress);
    if (action.isEmpty()) {
      settle(ended(Outcome.Ending.END_OF_GRAPH, result == null ? null : last, result));
      return action;
    }
    boolean passes = started == 0 && call.request().pastEntry();
    if (!passes && halts(Halt.When.BEFORE, action.get())) {
      settle(ended(Outcome.Ending.HALTED_BEFORE, action.get(), null));
      return Optional.empty();
    }
    if (started >= call.request().stepLimit()) {
      throw Status.Code.RESOURCE_EXHAUSTED
          .because("the request must reach a halt in " + call.request().stepLimit()
              + " steps but action '" + action.get() + "' is still to come")
          .asException();
    }
    started++;
    tries = 0;
    return action;
  }

  private Move ended(Outcome.Ending ending, @Nullable String action, @Nullable Object last) {
    return new Move.Ended(new Outcome(ending, action, last, progress));
  }

  private boolean halts(Halt.When side, String action) {
    return call.request().halts().stream()
        .anyMatch(halt -> halt.holds(side, action, runner.graph()));
  }

  private @Nullable Move begin(String name) {
    Action<?, ?> action = runner.graph().action(name);
    retrying = null;
    tries++;
    Step step = new Step(
        call.application(), name, progress.sequence(), progress.attempt(), streams(name, action));
    Attempt begins = new Attempt(step, action, runner.hooks());
    attempt = begins;
    try {
      begins.start();
      return new Move.Perform(
          step, begins.work(progress.state(), call.request().inputs()), action.timeLimit());
    } catch (RuntimeException e) {
      over(begins, e, false);
      return null;
    }
  }

  private boolean streams(String name, Action<?, ?> action) {
    return action.streams()
        && switch (call.mode()) {
          case NONE -> false;
          case HALTED -> halts(Halt.When.AFTER, name);
          case EVERY -> true;
        };
  }

  /**
   * An intermediate result of the attempt under way.
   *
   * @throws IllegalStateException if it is of another type than the action declares, or a failing hook failed; the attempt
   *     is then to be stopped, and {@link #fail} to be called
   */
  public RunEvent.Item item(Object value) {
    return underWay().item(value);
  }

  /**
   * The final result of the attempt under way.
   *
   * @return the step as it is done, or as it failed, if it broke its action's declaration
   */
  public RunEvent finish(Final<?> last) {
    Attempt done = underWay();
    try {
      State state = done.commit(progress.state(), last);
      done.end(new StepEnd(last.result(), state, null));
      progress = progress.done(done.step().action(), state);
      result = last.result();
      attempt = null;
      return new RunEvent.Done(done.step(), last.result(), state);
    } catch (RuntimeException e) {
      return over(done, e, !done.isEnded());
    }
  }

  /** The attempt under way has failed. */
  public RunEvent fail(Throwable error) {
    return over(underWay(), error, true);
  }

  /** The attempt under way, which is to be stopped, was not over within the longest time that its action allows. */
  public RunEvent expire() {
    Step late = underWay().step();
    Duration limit = runner.graph().action(late.action()).timeLimit().orElseThrow();
    return fail(Status.Code.DEADLINE_EXCEEDED
        .because("it must end within " + limit + " but has not")
        .asException());
  }

  /** Ends the run; an attempt under way is to be stopped. The state is as it was before it. */
  public void cancel() {
    if (end != null) {
      return;
    }
    String place = attempt == null ? "" : " in " + attempt.step();
    StatusException cancelled = Status.Code.CANCELLED
        .because("the run was cancelled" + place + "; the state is as it was before")
        .asException();
    if (attempt != null) {
      closed(attempt, cancelled);
    }
    settle(new Move.Failed(cancelled));
  }

  private RunEvent over(Attempt failed, Throwable error, boolean recovers) {
    closed(failed, error);
    String action = failed.step().action();
    Optional<String> elsewhere = recovers && error instanceof Exception thrown
        ? runner.graph().afterError(action, thrown)
        : Optional.empty();
    if (recovers && error instanceof Exception && tries < failed.attempts()) {
      retrying = action;
      waits = true;
    } else if (elsewhere.isPresent()) {
      progress = progress.redirected(elsewhere.get());
    } else {
      settle(new Move.Failed(new StepFailedException(failed.step(), error)));
    }
    return new RunEvent.Failed(failed.step(), error);
  }

  private void closed(Attempt failed, Throwable error) {
    attempt = null;
    try {
      failed.end(new StepEnd(null, progress.state(), error));
    } catch (RuntimeException e) {
      error.addSuppressed(e);
    }
    progress = progress.failed();
  }

  private void settle(Move move) {
    end = move;
    Outcome outcome = move instanceof Move.Ended well ? well.outcome() : null;
    RuntimeException error = move instanceof Move.Failed ill ? ill.error() : null;
    if (begun) {
      attempted(
          () -> runner.hooks().callEnded(call, new CallEnd(outcome, progress.state(), error)));
    }
  }

  /** A hook of the call that fails it; what it failed with before comes first. */
  private void attempted(Runnable hooks) {
    try {
      hooks.run();
    } catch (RuntimeException e) {
      if (end instanceof Move.Failed before) {
        before.error().addSuppressed(e);
      } else if (end == null) {
        settle(new Move.Failed(e));
      } else {
        end = new Move.Failed(e);
      }
    }
  }

  private Attempt underWay() {
    return Objects.requireNonNull(attempt, "no step is under way");
  }
}
