package io.millrace.core.action;

import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** Subscribes to one attempt's work, and tells its execution, in whose turn all is done, what comes. */
final class StepReader implements Flow.Subscriber<Streamed<Object, Final<?>>> {

  private final Execution execution;
  private final Move.Perform perform;
  private Flow.@Nullable Subscription subscription;
  private @Nullable Final<?> last;
  private boolean asked;
  private boolean begun;

  StepReader(Execution execution, Move.Perform perform) {
    this.execution = execution;
    this.perform = perform;
  }

  void start(Executor executor) {
    try {
      perform.work().on(executor).subscribe(this);
    } catch (Exception e) {
      onError(e);
    }
  }

  boolean streams() {
    return perform.step().streams();
  }

  /** Asks for one element, or for all if nobody reads them; not while one is awaited. */
  void ask() {
    if (subscription == null || asked) {
      return;
    }
    asked = true;
    if (!begun) {
      begun = true;
      perform.timeLimit().ifPresent(limit -> execution.limit(this, limit));
    }
    subscription.request(streams() ? 1 : Long.MAX_VALUE);
  }

  void stop() {
    if (subscription != null) {
      subscription.cancel();
    }
  }

  @Override
  public void onSubscribe(Flow.Subscription given) {
    execution.inTurn(
        this,
        () -> {
          subscription = given;
          execution.askIfWanted(this);
        },
        given::cancel);
  }

  @Override
  public void onNext(Streamed<Object, Final<?>> next) {
    execution.inTurn(this, () -> taken(next), () -> {});
  }

  private void taken(Streamed<Object, Final<?>> next) {
    asked = !streams();
    if (last != null) {
      execution.refused(this, Streamed.afterLast());
    } else if (next instanceof Streamed.Last<Object, Final<?>> end) {
      last = end.value();
      // What follows a last is refused, and so must be asked for.
      ask();
    } else {
      execution.item(this, ((Streamed.Item<Object, Final<?>>) next).value());
    }
  }

  @Override
  public void onError(Throwable cause) {
    execution.inTurn(this, () -> execution.failed(cause), () -> {});
  }

  @Override
  public void onComplete() {
    execution.inTurn(
        this,
        () -> {
          if (last == null) {
            execution.failed(Streamed.withoutLast());
          } else {
            execution.finished(last);
          }
        },
        () -> {});
  }
}
