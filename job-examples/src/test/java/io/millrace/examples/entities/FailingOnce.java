package io.millrace.examples.entities;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.api.common.state.CheckpointListener;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;

/**
 * Throws once, when a checkpoint is taken and some elements have come since the one before was done: so there is something to
 * restore, and something to do again that was sent already. The moment is the JVM's, for the task that is restored is
 * another object.
 */
public final class FailingOnce<T>
    implements MapFunction<T, T>, CheckpointedFunction, CheckpointListener {

  private static final long serialVersionUID = 1L;
  private static final int BEFORE = 200;
  private static final int AFTER = 20;

  private static final AtomicBoolean FAILED = new AtomicBoolean();
  private static final AtomicBoolean CHECKPOINTED = new AtomicBoolean();
  private static final AtomicInteger SEEN = new AtomicInteger();
  private static final AtomicInteger SEEN_SINCE = new AtomicInteger();

  /** Makes it fail again. */
  public static void rearm() {
    FAILED.set(false);
    CHECKPOINTED.set(false);
    SEEN.set(0);
    SEEN_SINCE.set(0);
  }

  /** Whether it has failed since. */
  public static boolean hasFailed() {
    return FAILED.get();
  }

  /** Comes back when a checkpoint is done, and it is about to fail. */
  public static void awaitCheckpoint() {
    Instant deadline = Instant.now().plusSeconds(60);
    while (!CHECKPOINTED.get() && Instant.now().isBefore(deadline)) {
      Thread.onSpinWait();
    }
    assertThat(CHECKPOINTED).as("a checkpoint within a minute").isTrue();
  }

  @Override
  public T map(T element) {
    SEEN.incrementAndGet();
    if (CHECKPOINTED.get()) {
      SEEN_SINCE.incrementAndGet();
    }
    return element;
  }

  /** What has come since is in no checkpoint: each that was taken meanwhile begins the count anew. */
  @Override
  public void snapshotState(FunctionSnapshotContext context) {
    if (SEEN_SINCE.getAndSet(0) > AFTER && FAILED.compareAndSet(false, true)) {
      throw new IllegalStateException("thrown once, on purpose");
    }
  }

  @Override
  public void initializeState(FunctionInitializationContext context) {}

  @Override
  public void notifyCheckpointComplete(long checkpoint) {
    if (SEEN.get() > BEFORE) {
      CHECKPOINTED.set(true);
    }
  }
}
