package io.millrace.core.action;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;

/**
 * Several runs at a time within one step: a graph over several states, or several actions over one. Their intermediate
 * results come as they are, interleaved and named; at the end there is the result of each, in the order of the branches.
 * With {@link Streaming#map} it becomes an action:
 *
 * <pre>{@code
 * Action.of(BranchItem.class, Long.class).reads(TEXTS).writes(COUNT).streamFrom((state, inputs) ->
 *     Parallel.of(branches(state)).map(results -> new Final<>(sum(results), state.update(COUNT, sum(results)))));
 * }</pre>
 *
 * <p>One branch that fails fails the step, and stops the others; unless failures are {@link #collectingFailures collected}.
 */
public final class Parallel implements Streaming<BranchItem, List<BranchResult>> {

  final List<Branch> branches;
  final boolean collecting;
  final int atATime;
  final Timer timer;
  final Hooks hooks;

  private Parallel(
      List<Branch> branches, boolean collecting, int atATime, Timer timer, Hooks hooks) {
    this.branches = branches;
    this.collecting = collecting;
    this.atATime = atATime;
    this.timer = timer;
    this.hooks = hooks;
  }

  /**
   * All of these at a time.
   *
   * @throws IllegalArgumentException if two have one name
   */
  public static Parallel of(List<Branch> branches) {
    Set<String> names = new HashSet<>();
    for (Branch branch : branches) {
      if (!names.add(branch.name())) {
        throw new IllegalArgumentException(
            "branches must have names of their own but two are '" + branch.name() + "'");
      }
    }
    return new Parallel(List.copyOf(branches), false, Integer.MAX_VALUE, Timer.SYSTEM, Hooks.NONE);
  }

  /** A branch that fails is a result as others; the step goes on. */
  public Parallel collectingFailures() {
    return new Parallel(branches, true, atATime, timer, hooks);
  }

  /** So many at a time. */
  public Parallel atATime(int most) {
    if (most < 1) {
      throw new IllegalArgumentException("atATime must be at least 1 but was " + most);
    }
    return new Parallel(branches, collecting, most, timer, hooks);
  }

  /** Lets the waits before further attempts pass on this clock. */
  public Parallel timer(Timer waits) {
    return new Parallel(branches, collecting, atATime, waits, hooks);
  }

  /** Tells these what happens in the branches, each an application by its name; on several threads at a time. */
  public Parallel hooks(Hooks told) {
    return new Parallel(branches, collecting, atATime, timer, told);
  }

  @Override
  public Flow.Publisher<Streamed<BranchItem, List<BranchResult>>> on(Executor executor) {
    return subscriber -> new ParallelRun(this, executor, subscriber).open();
  }
}
