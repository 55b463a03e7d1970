package io.millrace.flink;

import java.util.Objects;
import java.util.Optional;

/**
 * How applications stood after the steps before their last, each under the number of its step. A step writes one entry and
 * takes away those that are too many; none is read for it.
 */
final class ActionHistory {

  private final int most;
  private final ActionStore store;

  /** Keeps so many of each application. */
  ActionHistory(int most, ActionStore store) {
    this.most = most;
    this.store = store;
  }

  /** A step has led on from where the application stood. How many entries there are now. */
  int superseded(String key, ActionKept before) {
    if (before.sequence() == 0) {
      return 0;
    }
    long step = before.sequence() - 1;
    if (most > 0) {
      store.savePast(
          key, step, new ActionPast(before.state(), Objects.requireNonNull(before.last())));
    }
    int there = before.past() + (most > 0 ? 1 : 0);
    int kept = Math.min(there, most);
    long end = most > 0 ? step + 1 : step;
    for (long old = end - there; old < end - kept; old++) {
      store.removePast(key, old);
    }
    return kept;
  }

  /** How the application stood after that step; empty if that is not kept. The last step is not looked for here. */
  Optional<ActionPast> after(String key, ActionKept now, long step) {
    boolean within = step >= first(now) && step < now.sequence() - 1;
    return within ? Optional.ofNullable(store.past(key, step)) : Optional.empty();
  }

  /** The number of the first step after which the state is kept; Flink may have forgotten some by their age. */
  long firstKept(String key, ActionKept now) {
    long step = first(now);
    while (step < now.sequence() - 1 && store.past(key, step) == null) {
      step++;
    }
    return step;
  }

  private long first(ActionKept now) {
    return now.sequence() - 1 - Math.min(now.past(), most);
  }
}
