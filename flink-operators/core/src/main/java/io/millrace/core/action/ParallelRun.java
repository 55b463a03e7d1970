package io.millrace.core.action;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** Runs branches side by side. Each has at most one item that is not yet read, so none runs ahead of the reader. */
final class ParallelRun {

  private final Parallel parallel;
  private final List<Branch> branches;
  private final Executor executor;
  private final Flow.Subscriber<? super Streamed<BranchItem, List<BranchResult>>> subscriber;
  private final Outlet<Streamed<BranchItem, List<BranchResult>>> outlet;
  private final SerialTasks turns = new SerialTasks(this::stop);
  private final Map<Integer, BranchResult> results = new TreeMap<>();
  private final Map<Integer, Execution> running = new TreeMap<>();
  private final Deque<BranchReader> paused = new ArrayDeque<>();
  private int begun;
  private boolean started;
  private boolean over;

  ParallelRun(
      Parallel parallel,
      Executor executor,
      Flow.Subscriber<? super Streamed<BranchItem, List<BranchResult>>> subscriber) {
    this.parallel = parallel;
    this.branches = parallel.branches;
    this.executor = executor;
    this.subscriber = subscriber;
    this.outlet =
        new Outlet<>(subscriber, () -> turns.post(this::asked), () -> turns.post(this::cancelled));
  }

  void open() {
    subscriber.onSubscribe(outlet);
  }

  private void asked() {
    if (!started) {
      started = true;
      beginMore();
    }
    resume();
  }

  /** Those that wait go on in turn, as far as there is room. */
  private void resume() {
    while (!paused.isEmpty() && outlet.wantsMore()) {
      paused.remove().ask();
    }
  }

  private void beginMore() {
    while (!over && begun < branches.size() && running.size() < parallel.atATime) {
      begin(begun++);
    }
    if (!over && results.size() == branches.size()) {
      over = true;
      outlet.offer(Streamed.last(new ArrayList<>(results.values())));
      outlet.finish(null);
    }
  }

  private void begin(int index) {
    Branch branch = branches.get(index);
    try {
      Execution execution = new Execution(
          new Runner(branch.name(), branch.graph(), parallel.hooks)
              .begin(Progress.of(branch.state()), branch.request(), StreamMode.EVERY),
          StreamMode.EVERY,
          executor,
          parallel.timer,
          progress -> {},
          () -> {});
      running.put(index, execution);
      execution.subscribe(new BranchReader(this, index));
      execution.start();
    } catch (RuntimeException e) {
      ended(index, new BranchResult(branch.name(), null, e));
    }
  }

  /** The branch has something to tell, and tells no more before that is read. */
  void told(BranchReader reader, RunEvent event) {
    turns.post(() -> {
      if (over) {
        return;
      }
      if (event instanceof RunEvent.Item item) {
        String name = branches.get(reader.index()).name();
        outlet.offer(Streamed.item(new BranchItem(reader.index(), name, item)));
      }
      pausedOrAsking(reader);
    });
  }

  /** Only items are counted against the reader's demand; what else a branch tells is not seen by it. */
  void pausedOrAsking(BranchReader reader) {
    paused.add(reader);
    resume();
  }

  void subscribed(BranchReader reader) {
    turns.post(() -> pausedOrAsking(reader));
  }

  void ended(BranchReader reader, @Nullable Throwable error) {
    turns.post(() -> {
      Execution execution = running.get(reader.index());
      Outcome outcome = error == null && execution != null ? execution.future().join() : null;
      String name = branches.get(reader.index()).name();
      ended(reader.index(), new BranchResult(name, outcome, error));
    });
  }

  private void ended(int index, BranchResult result) {
    running.remove(index);
    if (over) {
      return;
    }
    results.put(index, result);
    if (result.error() != null && !parallel.collecting) {
      stop(result.error());
    } else {
      beginMore();
    }
  }

  private void stop(Throwable cause) {
    if (!over) {
      cancelled();
      outlet.finish(cause);
    }
  }

  private void cancelled() {
    over = true;
    paused.clear();
    List.copyOf(running.values()).forEach(Execution::cancel);
  }

  /** Reads one branch, one event at a time. */
  static final class BranchReader implements Flow.Subscriber<RunEvent> {
    private final ParallelRun run;
    private final int index;
    private Flow.@Nullable Subscription subscription;

    BranchReader(ParallelRun run, int index) {
      this.run = run;
      this.index = index;
    }

    int index() {
      return index;
    }

    void ask() {
      Objects.requireNonNull(subscription).request(1);
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
      subscription = given;
      run.subscribed(this);
    }

    @Override
    public void onNext(RunEvent event) {
      run.told(this, event);
    }

    @Override
    public void onError(Throwable cause) {
      run.ended(this, cause);
    }

    @Override
    public void onComplete() {
      run.ended(this, null);
    }
  }
}
