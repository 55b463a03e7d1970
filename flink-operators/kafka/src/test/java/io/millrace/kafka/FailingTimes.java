package io.millrace.kafka;

import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.api.common.state.CheckpointListener;

/**
 * Throws several times, each some elements after a checkpoint was done: there is then something to go back to, and
 * something to write again. What is counted is the JVM's, for a task that is restored is another object.
 */
final class FailingTimes<T> implements MapFunction<T, T>, CheckpointListener {

  private static final long serialVersionUID = 1L;
  private static final int AFTER = 25;

  private static int left;
  private static boolean checkpointed;
  private static int seen;

  /** Makes it fail so many times from now on. */
  static synchronized void arm(int times) {
    left = times;
    checkpointed = false;
  }

  /** How many times it will still fail. */
  static synchronized int left() {
    return left;
  }

  private static synchronized boolean isDue() {
    seen++;
    if (left == 0 || !checkpointed || seen < AFTER) {
      return false;
    }
    left--;
    checkpointed = false;
    return true;
  }

  private static synchronized void checkpointDone() {
    seen = checkpointed ? seen : 0;
    checkpointed = true;
  }

  @Override
  public T map(T element) {
    if (isDue()) {
      throw new IllegalStateException("thrown on purpose");
    }
    return element;
  }

  @Override
  public void notifyCheckpointComplete(long checkpoint) {
    checkpointDone();
  }
}
