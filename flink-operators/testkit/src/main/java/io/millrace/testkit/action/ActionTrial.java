package io.millrace.testkit.action;

import io.millrace.core.action.Action;
import io.millrace.core.action.Application;
import io.millrace.core.action.Field;
import io.millrace.core.action.Graph;
import io.millrace.core.action.Halt;
import io.millrace.core.action.Hook;
import io.millrace.core.action.Hooks;
import io.millrace.core.action.Inputs;
import io.millrace.core.action.Outcome;
import io.millrace.core.action.Progress;
import io.millrace.core.action.Request;
import io.millrace.core.action.Run;
import io.millrace.core.action.RunEvent;
import io.millrace.core.action.Runner;
import io.millrace.core.action.State;
import io.millrace.core.action.StreamMode;
import io.millrace.core.action.StreamingSteps;
import io.millrace.core.action.Timer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A harness for an action, or a graph: from this state and these inputs, what does it come to? Each run is of a new
 * application, so that any number can be made; all of an attempt's items are seen, also those of one that then fails. A run
 * is given back when its threads have ended too: what a closed action does about it is done by then.
 *
 * <pre>{@code
 * ActionRan ran = ActionTrial.of(answer).state(State.of(PROMPT, "hello")).run();
 * }</pre>
 */
public final class ActionTrial {

  private static final String NAME = "action";

  private final Graph graph;
  private final Request request;
  private final State state;
  private final Surroundings around;

  private ActionTrial(Graph graph, Request request, State state, Surroundings around) {
    this.graph = graph;
    this.request = request;
    this.state = state;
    this.around = around;
  }

  /** Of one action, as the step of a graph in which it is called {@code action}; tried as often as it says. */
  public static ActionTrial of(Action<?, ?> action) {
    return of(Graph.of(NAME, action), Request.until(Halt.after(NAME)));
  }

  /** Of a graph, from its entry to where the request halts. */
  public static ActionTrial of(Graph graph, Request request) {
    return new ActionTrial(graph, request, State.EMPTY, Surroundings.DEFAULT);
  }

  /** From this state. */
  public ActionTrial state(State newState) {
    return new ActionTrial(graph, request, newState, around);
  }

  /** With these inputs, in place of all there were. */
  public ActionTrial inputs(Inputs inputs) {
    return new ActionTrial(graph, request.withInputs(inputs), state, around);
  }

  /** With an input more. */
  public <T> ActionTrial with(Field<T> input, T value) {
    return new ActionTrial(graph, request.with(input, value), state, around);
  }

  /**
   * Runs what blocks on this, in place of a daemon thread a step. It must run all that it takes, on other threads than its
   * caller's.
   */
  public ActionTrial executor(Executor blocking) {
    return new ActionTrial(graph, request, state, around.withExecutor(blocking));
  }

  /**
   * Lets the waits before further attempts, and time limits, pass on this clock, in place of the JDK's. Of a {@link
   * ManualTimer} another thread, or the action, is to move the time, since each run here waits for its end.
   */
  public ActionTrial timer(Timer waits) {
    return new ActionTrial(graph, request, state, around.withTimer(waits));
  }

  /** Runs it to its end, blocking, every item read as it comes. */
  public ActionRan run() {
    return read(Hooks.NONE, Integer.MAX_VALUE);
  }

  /** Runs it to its end, never held back, and tells which hashes the items had when they were given. */
  ActionRan runUnheld(Consumer<List<Integer>> hashesWhenGiven) {
    StartedTasks tasks = new StartedTasks(around.executor());
    Run run =
        new Runner("trial", graph, Hooks.NONE).begin(Progress.of(state), request, StreamMode.EVERY);
    UnheldRun unheld = new UnheldRun(run, tasks);
    ActionRan ran = unheld.toItsEnd();
    tasks.awaitEnd(around.patience());
    hashesWhenGiven.accept(unheld.hashes());
    return ran;
  }

  /** Runs it to its end, blocking, without a reader for its items. */
  public ActionRan runWithoutItems() {
    return ended(Hooks.NONE, new ArrayList<>(), application -> application.run(request));
  }

  /** Runs it to its end without blocking, every item taken by a subscriber that never holds it back. */
  public ActionRan runAsync() {
    List<Object> items = new ArrayList<>();
    return ended(Hooks.NONE, items, application -> {
      var execution = application.streamAsync(request, StreamMode.EVERY);
      execution.subscribe(new ItemSubscriber(items));
      return joined(execution.outcome().toCompletableFuture()::join);
    });
  }

  /**
   * Reads so many items, and closes. A run that has ended by then is not touched: whether one has whose last item was read is
   * not to be known.
   *
   * @throws IllegalArgumentException if the number is negative
   */
  public ActionRan closedAfter(int items) {
    return read(Hooks.NONE, requireNatural("items", items));
  }

  /**
   * Runs it, and has the item of this number, counted from 0, fail on its way out.
   *
   * @throws IllegalArgumentException if the number is negative
   */
  public ActionRan failingAt(int item) {
    requireNatural("item", item);
    Hook hook = new Hook() {
      private int seen;

      @Override
      public void item(RunEvent.Item given) {
        if (seen++ == item) {
          throw new IllegalStateException("item " + item + " was to fail");
        }
      }
    };
    return read(Hooks.of(hook).failing().reporting(expected -> {}), Integer.MAX_VALUE);
  }

  Graph graph() {
    return graph;
  }

  State state() {
    return state;
  }

  /** Waits so long for threads of a run that is over; 10 s unless said. */
  ActionTrial patience(Duration longest) {
    return new ActionTrial(graph, request, state, around.withPatience(longest));
  }

  private ActionRan read(Hooks hooks, int most) {
    List<Object> items = new ArrayList<>();
    return ended(hooks, items, application -> {
      StreamingSteps steps = application.streamIterate(request);
      try {
        read(steps, items, most);
      } finally {
        steps.close();
      }
      return steps.get();
    });
  }

  private static void read(StreamingSteps steps, List<Object> items, int most) {
    while (steps.hasNext() && items.size() < most) {
      for (Object item : steps.next()) {
        items.add(item);
        if (items.size() == most) {
          return;
        }
      }
    }
  }

  private ActionRan ended(Hooks hooks, List<Object> items, Function<Application, Outcome> run) {
    StartedTasks tasks = new StartedTasks(around.executor());
    Application application = Application.builder("trial", graph)
        .state(state)
        .hooks(hooks)
        .executor(tasks)
        .timer(around.timer())
        .build();
    Object result = null;
    RuntimeException failure = null;
    try {
      result = run.apply(application).result();
    } catch (RuntimeException e) {
      failure = e;
    }
    tasks.awaitEnd(around.patience());
    return new ActionRan(items, result, application.state(), failure);
  }

  private static Outcome joined(Supplier<Outcome> outcome) {
    try {
      return outcome.get();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw e;
    }
  }

  private static int requireNatural(String name, int value) {
    if (value < 0) {
      throw new IllegalArgumentException(name + " must be at least 0 but was " + value);
    }
    return value;
  }

  /** The inputs and the state from which it runs. */
  @Override
  public String toString() {
    return "state " + state + ", inputs " + request.inputs();
  }
}
