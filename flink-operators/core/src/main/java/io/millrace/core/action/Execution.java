package io.millrace.core.action;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A {@link Run} while it runs. No thread waits: each step runs as a publisher, and what it tells is taken in turn. The
 * events go to one subscriber; a step that streams runs no further than the subscriber asks. Where every step streams, no
 * step is begun before it asks.
 */
public final class Execution implements Flow.Publisher<RunEvent> {

  private final Run run;
  private final StreamMode mode;
  private final Executor executor;
  private final Timer timer;
  private final Consumer<Progress> onProgress;
  private final Runnable onEnd;
  private final CompletableFuture<Outcome> outcome = new CompletableFuture<>();
  private final CompletableFuture<Optional<Step>> streamed = new CompletableFuture<>();
  private final SerialTasks turns = new SerialTasks(this::crash);
  private @Nullable Outlet<RunEvent> outlet;
  private @Nullable StepReader current;
  private @Nullable Expiry limit;
  private boolean held;
  private boolean ended;
  private @Nullable Throwable error;

  Execution(
      Run run,
      StreamMode mode,
      Executor executor,
      Timer timer,
      Consumer<Progress> onProgress,
      Runnable onEnd) {
    this.run = run;
    this.mode = mode;
    this.executor = executor;
    this.timer = timer;
    this.onProgress = onProgress;
    this.onEnd = onEnd;
  }

  /**
   * How the run ends: completed exceptionally with a {@link StepFailedException} if a step failed, with a {@link
   * io.millrace.core.StatusException} if it was cancelled or reached its step limit.
   */
  public CompletionStage<Outcome> outcome() {
    return outcome.minimalCompletionStage();
  }

  /** Stops the run where it is, unless it is over; the state is as it was before the step under way. */
  public void cancel() {
    turns.post(() -> {
      if (ended) {
        return;
      }
      stop();
      onProgress.accept(run.progress());
      advance();
    });
  }

  /** As {@link #cancel}, and waits until the run is over; not in a turn of its own, which would wait for itself. */
  void cancelAndWait() {
    cancel();
    if (!turns.isMine()) {
      Objects.requireNonNull(outcome.handle((end, thrown) -> true).join());
    }
  }

  /** Takes its one subscriber. The stream fails as the run does, and is complete when the run is over. */
  @Override
  public void subscribe(Flow.Subscriber<? super RunEvent> subscriber) {
    turns.post(() -> {
      if (outlet != null) {
        refuse(subscriber);
        return;
      }
      Outlet<RunEvent> taken =
          new Outlet<>(subscriber, () -> turns.post(this::asked), this::cancel);
      outlet = taken;
      subscriber.onSubscribe(taken);
      if (ended) {
        taken.finish(error);
      }
    });
  }

  /** Whatever a second subscriber does, it does not touch the run. */
  private static void refuse(Flow.Subscriber<? super RunEvent> second) {
    Outlet<RunEvent> nothing = new Outlet<>(second, () -> {}, () -> {});
    second.onSubscribe(nothing);
    nothing.finish(new IllegalStateException("a run has one subscriber but was given a second"));
  }

  CompletableFuture<Outcome> future() {
    return outcome;
  }

  /** The step whose intermediate results go to the reader: known when it is begun, or the run is over without one. */
  CompletableFuture<Optional<Step>> streamed() {
    return streamed;
  }

  void start() {
    turns.post(this::advance);
  }

  /** Does something of a step in turn; the other thing if the step is no longer under way. */
  void inTurn(StepReader reader, Runnable task, Runnable otherwise) {
    turns.post(() -> (reader == current ? task : otherwise).run());
  }

  void askIfWanted(StepReader reader) {
    if (!reader.streams() || wanted()) {
      reader.ask();
    }
  }

  void item(StepReader reader, Object value) {
    RunEvent.Item item;
    try {
      item = run.item(value);
    } catch (RuntimeException e) {
      refused(reader, e);
      return;
    }
    if (reader.streams()) {
      tell(item);
      askIfWanted(reader);
    }
  }

  /** What a step gave cannot be taken: it is stopped, and has failed. */
  void refused(StepReader reader, RuntimeException why) {
    reader.stop();
    failed(why);
  }

  /** The step's work begins, and may take so long. */
  void limit(StepReader reader, Duration longest) {
    Expiry expiry = new Expiry(() -> inTurn(reader, () -> expired(reader), () -> {}));
    limit = expiry;
    timer.after(longest, expiry);
  }

  private void expired(StepReader reader) {
    reader.stop();
    over(run.expire());
  }

  void failed(Throwable cause) {
    over(run.fail(cause));
  }

  void finished(Final<?> last) {
    over(run.finish(last));
  }

  private void over(RunEvent event) {
    leave();
    onProgress.accept(run.progress());
    if (event instanceof RunEvent.Done || !run.isOver()) {
      tellIfEvery(event);
    }
    advance();
  }

  private void leave() {
    current = null;
    if (limit != null) {
      limit.clear();
      limit = null;
    }
  }

  private void asked() {
    if (held) {
      held = false;
      advance();
    } else if (current != null) {
      askIfWanted(current);
    }
  }

  private boolean wanted() {
    return outlet != null && outlet.wantsMore();
  }

  private void advance() {
    if (ended) {
      return;
    }
    if (mode == StreamMode.EVERY && !wanted() && !run.isOver()) {
      held = true;
      return;
    }
    Move move = run.next();
    // A step can also be over before there is anything to perform: by its inputs, or a hook.
    onProgress.accept(run.progress());
    if (move instanceof Move.Perform perform) {
      perform(perform);
    } else if (move instanceof Move.Wait wait) {
      timer.after(wait.time(), () -> turns.post(this::advance));
    } else if (move instanceof Move.Ended well) {
      end(well.outcome(), null);
    } else {
      end(null, ((Move.Failed) move).error());
    }
  }

  private void perform(Move.Perform perform) {
    tellIfEvery(new RunEvent.Began(perform.step()));
    if (perform.step().streams()) {
      streamed.complete(Optional.of(perform.step()));
    }
    StepReader reader = new StepReader(this, perform);
    current = reader;
    reader.start(executor);
  }

  private void tellIfEvery(RunEvent event) {
    if (mode == StreamMode.EVERY) {
      tell(event);
    }
  }

  private void tell(RunEvent event) {
    if (outlet != null) {
      outlet.offer(event);
    }
  }

  /** Something threw that must not: a subscriber, or an {@code Error} in a hook. The run is over, as if cancelled. */
  private void crash(Throwable cause) {
    if (ended) {
      return;
    }
    try {
      stop();
      onProgress.accept(run.progress());
    } catch (RuntimeException | Error e) {
      // A hook, most likely the one that brought us here.
      cause.addSuppressed(e);
    }
    end(null, cause);
  }

  private void stop() {
    StepReader stopped = current;
    leave();
    if (stopped != null) {
      stopped.stop();
    }
    run.cancel();
  }

  private void end(@Nullable Outcome well, @Nullable Throwable cause) {
    ended = true;
    error = cause;
    onEnd.run();
    streamed.complete(Optional.empty());
    if (well != null) {
      outcome.complete(well);
    } else {
      outcome.completeExceptionally(Objects.requireNonNull(cause));
    }
    if (outlet != null) {
      outlet.finish(cause);
    }
  }
}
