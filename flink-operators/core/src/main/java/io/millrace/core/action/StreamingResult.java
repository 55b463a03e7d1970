package io.millrace.core.action;

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A run whose last step streams: iterate once over the intermediate results as they come, then {@link #get} the final result
 * and the state. To be used by one thread, but for {@link #close}.
 *
 * <p>Where a step is tried again, the intermediate results of each attempt come one after the other: {@link #events} says of
 * which attempt each is.
 */
public final class StreamingResult implements Iterable<Object>, AutoCloseable {

  private final Execution execution;
  private final EventReader reader;
  private boolean taken;

  StreamingResult(Execution execution) {
    this.execution = execution;
    this.reader = new EventReader(execution);
    execution.subscribe(reader);
  }

  /**
   * The step that streams, once it is begun; none if the run ended without one, or halted at one that does not stream. Waits
   * for the steps before it.
   */
  public Optional<Step> step() {
    return Waiting.interruptibly(execution.streamed(), execution);
  }

  /**
   * The intermediate results, without the final one; each is there as soon as the action gave it. The action runs no further
   * than is read. If it fails, the iterator throws what {@link #get} throws, after what came before.
   *
   * @throws IllegalStateException if they were asked for before: they are there once
   */
  @Override
  public Iterator<Object> iterator() {
    return items(Object.class).iterator();
  }

  /** The intermediate results, of this class: as {@link #iterator}. */
  public <I> Iterable<I> items(Class<I> type) {
    return () -> Events.mapped(events(), item -> Events.cast(item, type));
  }

  /** The intermediate results with their step, attempt and index: as {@link #iterator}. */
  public Iterator<RunEvent.Item> events() {
    if (taken) {
      throw new IllegalStateException(
          "the intermediate results can be iterated once but were" + " asked for again");
    }
    taken = true;
    return new Events(reader);
  }

  /**
   * Reads what is left of the intermediate results, and gives the outcome; the same each time.
   *
   * @throws StepFailedException if a step failed; the state is as it was before it
   * @throws io.millrace.core.StatusException CANCELLED if this was closed before the end; RESOURCE_EXHAUSTED if the run
   *     reached its step limit
   */
  public Outcome get() {
    taken = true;
    RunEvent event = reader.next();
    while (event != null) {
      event = reader.next();
    }
    return Waiting.forOutcome(execution.future());
  }

  /**
   * Stops the action if it is not over: the state is then as it was before it, and {@link #get} says so. The action is told
   * by an interrupt, or by what it does next with its output; it is not waited for.
   */
  @Override
  public void close() {
    execution.cancelAndWait();
  }

  /** The items among a run's events. */
  static final class Events implements Iterator<RunEvent.Item> {
    private final EventReader reader;
    private @Nullable RunEvent ahead;
    private boolean over;

    Events(EventReader reader) {
      this.reader = reader;
    }

    @Override
    public boolean hasNext() {
      if (ahead == null && !over) {
        ahead = reader.next();
        over = ahead == null;
      }
      return ahead != null;
    }

    @Override
    public RunEvent.Item next() {
      if (!hasNext() || ahead == null) {
        throw new NoSuchElementException();
      }
      RunEvent next = ahead;
      ahead = null;
      return (RunEvent.Item) next;
    }

    static <I> I cast(RunEvent.Item item, Class<I> type) {
      if (!type.isInstance(item.item())) {
        throw new IllegalStateException("an intermediate result of " + item.step() + " is no "
            + type.getSimpleName() + " but a " + Shown.value(item.item()));
      }
      return type.cast(item.item());
    }

    static <I> Iterator<I> mapped(Iterator<RunEvent.Item> items, Function<RunEvent.Item, I> each) {
      return new Iterator<>() {
        @Override
        public boolean hasNext() {
          return items.hasNext();
        }

        @Override
        public I next() {
          return each.apply(items.next());
        }
      };
    }
  }
}
