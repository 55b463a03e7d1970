package io.millrace.testkit.action;

import io.millrace.core.action.Final;
import io.millrace.core.action.Move;
import io.millrace.core.action.Run;
import io.millrace.core.action.Streamed;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * An engine of its own, which never holds an action back, and waits for no retry. What an item's hash is it learns before
 * {@code out} has returned: so what an action does to an item that it gave comes after that, on whatever threads it is.
 */
final class UnheldRun {

  private final Run run;
  private final Executor executor;
  private final List<Object> items = new ArrayList<>();
  private final List<Integer> hashes = new ArrayList<>();
  private @Nullable Final<?> last;

  UnheldRun(Run run, Executor executor) {
    this.run = run;
    this.executor = executor;
  }

  /** The hash of each item when it was given. */
  List<Integer> hashes() {
    return hashes;
  }

  ActionRan toItsEnd() {
    while (true) {
      Move move = run.next();
      if (move instanceof Move.Perform perform) {
        perform(perform);
      } else if (move instanceof Move.Ended well) {
        return new ActionRan(items, well.outcome().result(), run.progress().state(), null);
      } else if (move instanceof Move.Failed ill) {
        return new ActionRan(items, null, run.progress().state(), ill.error());
      }
    }
  }

  private void perform(Move.Perform perform) {
    Handover handover = new Handover();
    last = null;
    try {
      perform.work().on(executor).subscribe(handover);
      Handover.Given given = handover.next();
      while (given.element() != null) {
        take(given.element(), given.hash(), perform.step().streams());
        given = handover.next();
      }
      end(given.error());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      handover.cancel();
      run.cancel();
    } catch (Exception e) {
      handover.cancel();
      run.fail(e);
    }
  }

  private void take(Streamed<Object, Final<?>> element, int hash, boolean streams) {
    if (last != null) {
      throw Streamed.afterLast();
    }
    if (element instanceof Streamed.Last<Object, Final<?>> end) {
      last = end.value();
      return;
    }
    Object item = ((Streamed.Item<Object, Final<?>>) element).value();
    run.item(item);
    if (streams) {
      items.add(item);
      hashes.add(hash);
    }
  }

  private void end(@Nullable Throwable error) {
    if (error != null) {
      run.fail(error);
    } else if (last == null) {
      run.fail(Streamed.withoutLast());
    } else {
      run.finish(last);
    }
  }
}
