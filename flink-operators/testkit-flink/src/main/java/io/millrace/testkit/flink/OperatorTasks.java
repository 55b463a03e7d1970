package io.millrace.testkit.flink;

import io.millrace.core.Message;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;

/** The parallel tasks of one operator: one of them, or two. They fail and are restored together. */
final class OperatorTasks {

  private final Blueprint blueprint;
  private final Ordeal ordeal;
  private final List<OperatorTask> tasks = new ArrayList<>();
  private long checkpoints;

  OperatorTasks(Blueprint blueprint, Ordeal ordeal) {
    this.blueprint = blueprint;
    this.ordeal = ordeal;
  }

  /** Opens one task. It is to be closed whether it opens or not. */
  void open() throws Exception {
    begun(0, 1).open();
  }

  private OperatorTask begun(int subtask, int parallelism) throws Exception {
    OperatorTask task = OperatorTask.of(blueprint, ordeal, subtask, parallelism);
    tasks.add(task);
    return task;
  }

  void push(Message<String> message) throws Exception {
    for (OperatorTask task : tasks) {
      if (task.owns(message)) {
        task.push(message);
      }
    }
  }

  OperatorSubtaskState snapshot() throws Exception {
    checkpoints++;
    OperatorSubtaskState[] parts = new OperatorSubtaskState[tasks.size()];
    for (int i = 0; i < parts.length; i++) {
      parts[i] = tasks.get(i).snapshot(checkpoints);
    }
    return parts.length == 1 ? parts[0] : OneInputStreamOperatorTestHarness.repackageState(parts);
  }

  /**
   * Closes all tasks, and begins where the snapshot, of this many tasks, was taken. A failure on a cluster would not finish
   * an operator, as the harness does in closing it; what it says then is dropped.
   */
  void restore(OperatorSubtaskState snapshot) throws Exception {
    int before = tasks.size();
    int after = ordeal.has(Hardship.RESCALING) ? 3 - before : before;
    close();
    for (int subtask = 0; subtask < after; subtask++) {
      begun(subtask, after).open(snapshot, before);
    }
  }

  void endInput() throws Exception {
    for (OperatorTask task : tasks) {
      task.endInput();
    }
  }

  /** What came out since this was last asked; the order of a request's messages is kept. */
  List<Message<Object>> output() {
    return tasks.stream().flatMap(task -> task.output().stream()).toList();
  }

  /** Closes each, whatever another throws: the first is thrown, and knows the others. */
  void close() throws Exception {
    List<OperatorTask> closing = List.copyOf(tasks);
    tasks.clear();
    Exception first = null;
    for (OperatorTask task : closing) {
      try {
        task.close();
      } catch (Exception e) {
        first = first == null ? e : with(first, e);
      }
    }
    if (first != null) {
      throw first;
    }
  }

  /** Closes because of a failure, which stays the one that is thrown. */
  void closeAfter(Throwable failure) {
    try {
      close();
    } catch (Exception e) {
      failure.addSuppressed(e);
    }
  }

  private static Exception with(Exception first, Exception another) {
    first.addSuppressed(another);
    return first;
  }
}
