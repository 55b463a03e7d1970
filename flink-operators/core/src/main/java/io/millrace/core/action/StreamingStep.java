package io.millrace.core.action;

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One step of {@link StreamingSteps}: its intermediate results, none if it does not stream, and how it ended. */
public final class StreamingStep implements Iterable<Object> {

  private final Step step;
  private final EventReader reader;
  private boolean taken;
  private @Nullable RunEvent ahead;
  private @Nullable RunEvent end;
  private @Nullable RuntimeException failure;

  StreamingStep(Step step, EventReader reader) {
    this.step = step;
    this.reader = reader;
  }

  /** Which step, and which attempt at it. */
  public Step step() {
    return step;
  }

  /**
   * The intermediate results, each as soon as the action gave it.
   *
   * @throws IllegalStateException if they were asked for before: they are there once
   */
  @Override
  public Iterator<Object> iterator() {
    if (taken) {
      throw new IllegalStateException(
          "the intermediate results can be iterated once but were" + " asked for again");
    }
    taken = true;
    return new Items();
  }

  /**
   * Reads what is left of the intermediate results, and gives the final result and the state; the same each time.
   *
   * @throws StepFailedException if this attempt failed
   */
  public Final<Object> get() {
    drain();
    if (failure != null) {
      throw failure;
    }
    if (end instanceof RunEvent.Failed failed) {
      throw new StepFailedException(step, failed.error());
    }
    RunEvent.Done done = (RunEvent.Done) Objects.requireNonNull(end);
    return new Final<>(done.result(), done.state());
  }

  void drain() {
    taken = true;
    while (end == null && failure == null) {
      read();
    }
  }

  /** The next item into {@code ahead}, or the end. */
  private void read() {
    try {
      RunEvent event = reader.next();
      boolean item = event instanceof RunEvent.Item;
      ahead = item ? event : null;
      end = item ? null : event;
    } catch (RuntimeException e) {
      failure = e;
      throw e;
    }
  }

  private final class Items implements Iterator<Object> {
    @Override
    public boolean hasNext() {
      if (ahead == null && end == null && failure == null) {
        read();
      }
      return ahead != null;
    }

    @Override
    public Object next() {
      if (!hasNext() || !(ahead instanceof RunEvent.Item item)) {
        throw new NoSuchElementException();
      }
      ahead = null;
      return item.item();
    }
  }
}
