package io.millrace.core.action;

import java.util.concurrent.Executor;

/** Collects what an application is made of. */
public final class ApplicationBuilder {

  private final String id;
  private final Graph graph;
  private Progress progress = Progress.of(State.EMPTY);
  private Hooks hooks = Hooks.NONE;
  private Timer timer = Timer.SYSTEM;
  private Executor executor = ApplicationBuilder::onThreadOfItsOwn;

  private int history;

  ApplicationBuilder(String id, Graph graph) {
    requireId(id);
    this.id = id;
    this.graph = graph;
  }

  static void requireId(String id) {
    if (id.isEmpty()) {
      throw new IllegalArgumentException("an application's id must not be empty");
    }
  }

  /** Begins in this state; an empty one, unless said. */
  public ApplicationBuilder state(State state) {
    return progress(Progress.of(state));
  }

  /** Goes on from here: where another application stood, or this one in another process. */
  public ApplicationBuilder progress(Progress from) {
    this.progress = from;
    return this;
  }

  /**
   * Keeps where the application stood after so many steps before the last, to be {@link Application#fork forked} from there;
   * none, unless said.
   *
   * @throws IllegalArgumentException if the number is negative
   */
  public ApplicationBuilder history(int steps) {
    if (steps < 0) {
      throw new IllegalArgumentException("history must not be negative but was " + steps);
    }
    this.history = steps;
    return this;
  }

  /** Tells these what happens. */
  public ApplicationBuilder hooks(Hooks told) {
    this.hooks = told;
    return this;
  }

  /** Tells these what happens; their exceptions are logged. */
  public ApplicationBuilder hooks(Hook... told) {
    return hooks(Hooks.of(told));
  }

  /**
   * Runs what blocks on this, in place of a daemon thread a step. A step that streams waits on its thread for its reader, so
   * it must not be the reader's.
   */
  public ApplicationBuilder executor(Executor blocking) {
    this.executor = blocking;
    return this;
  }

  /** Lets the waits before further attempts pass on this clock, in place of the JDK's. */
  public ApplicationBuilder timer(Timer waits) {
    this.timer = waits;
    return this;
  }

  /**
   * The application.
   *
   * @throws IllegalArgumentException if the state or the position is not one of the graph's
   */
  public Application build() {
    Runner runner = new Runner(id, graph, hooks);
    return new Application(runner, History.of(history, runner.admit(progress)), executor, timer);
  }

  private static void onThreadOfItsOwn(Runnable task) {
    Thread thread = new Thread(task, "millrace-action");
    thread.setDaemon(true);
    thread.start();
  }
}
