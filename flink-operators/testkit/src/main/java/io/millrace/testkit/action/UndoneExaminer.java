package io.millrace.testkit.action;

import java.util.function.BiConsumer;
import java.util.function.Supplier;

/**
 * Closes a run at each item in turn, then has it fail at each, the first first, so that the fewest are found. What that
 * leaves behind is seen by the state, and by the next run, which is to come to the same as if nothing had been.
 */
final class UndoneExaminer {

  private final ActionTrial trial;
  private final Verdict verdict;
  private final ActionRan ran;
  private final BiConsumer<ActionLaw, String> unlessKept;

  /** Of an action that came to this; the last says whether the given state is still what it was. */
  UndoneExaminer(
      ActionTrial trial, Verdict verdict, ActionRan ran, BiConsumer<ActionLaw, String> unlessKept) {
    this.trial = trial;
    this.verdict = verdict;
    this.ran = ran;
    this.unlessKept = unlessKept;
  }

  void examine() {
    int all = ran.items().size();
    for (int item = 0; item < all; item++) {
      String where = "closed after " + item + " items";
      examineUndone(ActionLaw.CLOSED, item, closedAfter(item, where), where);
    }
    for (int item = 0; item < all; item++) {
      String where = "failing at item " + item;
      examineUndone(ActionLaw.FAILED, item, failingAt(item, where), where);
    }
    examineClosedAtTheEnd(all);
  }

  /** Whether a run whose last item was read has ended is not to be known, but it is whole or undone. */
  private void examineClosedAtTheEnd(int all) {
    String where = "closed after " + all + " items";
    ActionRan last = closedAfter(all, where);
    if (last.isDone()) {
      verdict.unlessSame(ActionLaw.CLOSED, ran, last, where);
    } else {
      examineUndone(ActionLaw.CLOSED, all, last, where);
    }
  }

  private void examineUndone(ActionLaw law, int items, ActionRan undone, String where) {
    if (undone.isDone()) {
      throw verdict.broken(law, "no end", "the result " + undone.result(), where);
    }
    verdict.unlessEqual(law, ran.items().subList(0, items), undone.items(), "items " + where);
    verdict.unlessEqual(law, trial.state(), undone.state(), where);
    unlessKept.accept(law, where);
    verdict.unlessSame(law, ran, trial.run(), "in a run after one " + where);
  }

  private ActionRan closedAfter(int items, String where) {
    return stopped(() -> trial.closedAfter(items), where);
  }

  private ActionRan failingAt(int item, String where) {
    return stopped(() -> trial.failingAt(item), where);
  }

  private ActionRan stopped(Supplier<ActionRan> run, String where) {
    try {
      return run.get();
    } catch (GoesOnException e) {
      AssertionError broken = verdict.broken(
          ActionLaw.STOPPED, "its thread to end", String.valueOf(e.getMessage()), where);
      broken.initCause(e);
      throw broken;
    }
  }
}
