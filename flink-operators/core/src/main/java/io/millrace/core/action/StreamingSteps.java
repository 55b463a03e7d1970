package io.millrace.core.action;

import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * A run of which every step streams: iterate once over the steps, and over the intermediate results of each. A step that was
 * not read to its end is run to its end, silently for the reader, when the next is asked for. To be used by one thread, but
 * for {@link #close}.
 *
 * <p>A further attempt at a failed step is a step of its own here.
 */
public final class StreamingSteps implements Iterator<StreamingStep>, AutoCloseable {

  private final Execution execution;
  private final EventReader reader;
  private @Nullable StreamingStep current;
  private @Nullable StreamingStep ahead;
  private boolean over;

  StreamingSteps(Execution execution) {
    this.execution = execution;
    this.reader = new EventReader(execution);
    execution.subscribe(reader);
  }

  /**
   * Whether there is another step, which is then begun.
   *
   * @throws StepFailedException if a step failed for good
   */
  @Override
  public boolean hasNext() {
    if (ahead == null && !over) {
      if (current != null) {
        current.drain();
      }
      RunEvent event = reader.next();
      over = event == null;
      ahead =
          event instanceof RunEvent.Began began ? new StreamingStep(began.step(), reader) : null;
    }
    return ahead != null;
  }

  @Override
  public StreamingStep next() {
    if (!hasNext() || ahead == null) {
      throw new NoSuchElementException();
    }
    StreamingStep next = ahead;
    current = next;
    ahead = null;
    return next;
  }

  /**
   * Runs what is left, and gives the outcome; the same each time.
   *
   * @throws StepFailedException if a step failed; the state is as it was before it
   * @throws io.millrace.core.StatusException CANCELLED if this was closed before the end; RESOURCE_EXHAUSTED if the run
   *     reached its step limit
   */
  public Outcome get() {
    while (hasNext()) {
      next().drain();
    }
    return Waiting.forOutcome(execution.future());
  }

  /** Stops the step under way: the state is then as it was before it, and {@link #get} says so. */
  @Override
  public void close() {
    execution.cancelAndWait();
  }
}
