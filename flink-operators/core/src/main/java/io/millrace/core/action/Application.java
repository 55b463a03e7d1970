package io.millrace.core.action;

import io.millrace.core.Status;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * One application in plain Java: a graph, and where it stands. Each request runs it on from there until it halts. Requests
 * come one after the other: one that comes while another runs is refused.
 *
 * <p>Blocking and non-blocking actions run in either way. {@link #run} does what blocks on its caller's thread; all else on
 * threads of the application's executor.
 */
public final class Application {

  private final Runner runner;
  private final Executor executor;
  private final Timer timer;
  private final AtomicBoolean busy = new AtomicBoolean();
  private volatile History history;

  Application(Runner runner, History history, Executor executor, Timer timer) {
    this.runner = runner;
    this.history = history;
    this.executor = executor;
    this.timer = timer;
  }

  /** Begins an application. */
  public static ApplicationBuilder builder(String id, Graph graph) {
    return new ApplicationBuilder(id, graph);
  }

  /** A new application in this state. */
  public static Application of(String id, Graph graph, State state) {
    return builder(id, graph).state(state).build();
  }

  /** The id. */
  public String id() {
    return runner.application();
  }

  /** The graph. */
  public Graph graph() {
    return runner.graph();
  }

  /** Where it stands: after the last step that is done. */
  public Progress progress() {
    return history.now();
  }

  /** Where it stood after the steps before the last, as far as that is kept, the oldest first. */
  public List<Progress> history() {
    return history.past();
  }

  /**
   * A new application that stands where this one does. The two share the graph and nothing that changes; steps are numbered
   * on from here, and the new one has no history yet.
   *
   * @throws io.millrace.core.StatusException NOT_FOUND if this one has done no step
   */
  public Application fork(String newId) {
    History forked = history;
    return forkedAt(newId, forked, forked.now().sequence() - 1);
  }

  /**
   * A new application that stands where this one stood after the step of this number.
   *
   * @throws io.millrace.core.StatusException NOT_FOUND if this one has done no step; OUT_OF_RANGE if the state after that
   *     step is not kept, naming the steps after which it is
   */
  public Application fork(String newId, long step) {
    return forkedAt(newId, history, step);
  }

  private Application forkedAt(String newId, History forked, long step) {
    ApplicationBuilder.requireId(newId);
    if (newId.equals(id())) {
      throw new IllegalArgumentException(
          "a fork must have an id of its own but has '" + newId + "' too");
    }
    Progress from = forked.after(id(), step).forked();
    return new Application(
        new Runner(newId, graph(), runner.hooks()),
        History.of(forked.most(), from),
        executor,
        timer);
  }

  /** What it knows: after the last step that is done. */
  public State state() {
    return history.now().state();
  }

  /**
   * Runs until a halt, without intermediate results.
   *
   * @throws StepFailedException if a step failed; the state is as it was before it
   * @throws io.millrace.core.StatusException INVALID_ARGUMENT if the request names what the graph does not have;
   *     FAILED_PRECONDITION if another request runs; RESOURCE_EXHAUSTED if the step limit was reached; CANCELLED if the
   *     thread was interrupted
   */
  public Outcome run(Request request) {
    CallerExecutor caller = new CallerExecutor();
    return caller.await(started(request, StreamMode.NONE, caller));
  }

  /**
   * Runs until a halt; if the step after which it halts streams, its intermediate results come as they are read. Steps
   * before it run to their end silently, from now on. To be read to its end, or closed.
   *
   * @throws io.millrace.core.StatusException as {@link #run}
   */
  public StreamingResult streamResult(Request request) {
    return new StreamingResult(started(request, StreamMode.HALTED, executor));
  }

  /**
   * Runs until a halt, every step streaming, each begun when it is asked for. To be read to its end, or closed.
   *
   * @throws io.millrace.core.StatusException as {@link #run}
   */
  public StreamingSteps streamIterate(Request request) {
    return new StreamingSteps(started(request, StreamMode.EVERY, executor));
  }

  /**
   * As {@link #run}, without waiting.
   *
   * @throws io.millrace.core.StatusException as {@link #run}, for what is wrong with the request
   */
  public CompletionStage<Outcome> runAsync(Request request) {
    return started(request, StreamMode.NONE, executor).outcome();
  }

  /**
   * As {@link #streamResult} or {@link #streamIterate}, without waiting: to be subscribed to, or cancelled.
   *
   * @throws io.millrace.core.StatusException as {@link #run}, for what is wrong with the request
   */
  public Execution streamAsync(Request request, StreamMode mode) {
    return started(request, mode, executor);
  }

  private Execution started(Request request, StreamMode mode, Executor blocking) {
    if (!busy.compareAndSet(false, true)) {
      throw Status.Code.FAILED_PRECONDITION
          .because("application '" + id() + "' must run one request at a time but another is under"
              + " way")
          .asException();
    }
    Execution execution;
    try {
      Run run = runner.begin(progress(), request, mode);
      execution = new Execution(run, mode, blocking, timer, this::cameTo, () -> busy.set(false));
    } catch (RuntimeException e) {
      busy.set(false);
      throw e;
    }
    execution.start();
    return execution;
  }

  /** Called by the one run that is under way. */
  private void cameTo(Progress after) {
    history = history.with(after);
  }

  @Override
  public String toString() {
    return "application '" + id() + "' at step " + progress().sequence();
  }
}
