package io.millrace.kafka.client;

import io.millrace.core.Status;
import io.millrace.core.StatusException;
import io.millrace.kafka.action.AnyValues;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * A request under way somewhere else: iterate once over the intermediate results as they come, then {@link #get} the final
 * result and the state. To be used by one thread, but for {@link #close} and {@link #outcome}.
 *
 * <p>Each reply is given once, whatever was written twice. Where the job fails under way, the request runs again from the last
 * step that was kept: the intermediate results of that step come again, behind those that were given, and {@link #events} says
 * where ({@link RemoteEvent.Restarted}); those of the steps before it do not come again. An end that was read before Flink's next
 * checkpoint may be one that a failure takes back, and the request runs again with nobody listening: who cannot bear that reads
 * {@code read_committed}, from a sink that is exactly once.
 *
 * <p>A request that was under way when it was sent once more here gives what comes from then on; one that was over, its end
 * alone.
 */
public final class RemoteResult implements Iterable<Object>, AutoCloseable {

  private final Exchange exchange;
  private boolean taken;

  RemoteResult(Exchange exchange) {
    this.exchange = exchange;
  }

  /** The request's id. */
  public String requestId() {
    return exchange.request().requestId();
  }

  /**
   * The intermediate results, as what Avro has of them; each is there as soon as it was read. If the request fails, the iterator
   * throws what {@link #get} throws, after what came before.
   *
   * @throws IllegalStateException if they were asked for before: they are there once
   */
  @Override
  public Iterator<Object> iterator() {
    return new Items<>(events(), item -> Objects.requireNonNull(AnyValues.plain(item.written())));
  }

  /** The intermediate results, of this class: as {@link #iterator}. */
  public <I> Iterable<I> items(Class<I> type) {
    return () -> new Items<>(events(), item -> item.value(type));
  }

  /** The intermediate results with their step, attempt and index, and where they begin again: as {@link #iterator}. */
  public Iterator<RemoteEvent> events() {
    if (taken) {
      throw new IllegalStateException(
          "the intermediate results can be iterated once but were asked for again");
    }
    taken = true;
    return new Events();
  }

  /**
   * Waits for the end, and drops what is left of the intermediate results; the same each time.
   *
   * @throws StatusException with the status that the request failed with: CANCELLED if it was closed before its end,
   *     DEADLINE_EXCEEDED if its time is over, UNAVAILABLE if it could not be sent, or what the application says
   */
  public RemoteEnd get() {
    return end().orThrow();
  }

  /** The same as {@link #get}, also if the request failed: the end has the status, and the state that the application is in. */
  public RemoteEnd end() {
    taken = true;
    exchange.silence();
    return awaited();
  }

  /**
   * The end, when it is there, also if the request failed. Intermediate results wait until they are read all the same. What is
   * done then runs on none of the client's threads.
   */
  public CompletableFuture<RemoteEnd> outcome() {
    return exchange.end().thenApplyAsync(end -> end);
  }

  /**
   * Has the request cancelled if it is not over, without waiting: the state is then as it was before the step, and {@link #get}
   * waits for the application to say so; or gives the final result, if that was first.
   */
  @Override
  public void close() {
    exchange.silence();
    exchange.cancel();
  }

  private RemoteEnd awaited() {
    try {
      return exchange.end().get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("an end does not fail", e);
    } catch (InterruptedException e) {
      throw interrupted();
    }
  }

  private StatusException interrupted() {
    close();
    Thread.currentThread().interrupt();
    return Status.Code.CANCELLED
        .because("the reader was interrupted; the cancellation was sent")
        .asException();
  }

  /** Reads one event ahead. */
  private final class Events implements Iterator<RemoteEvent> {
    private @Nullable RemoteEvent ahead;
    private boolean over;

    @Override
    public boolean hasNext() {
      if (ahead == null && !over) {
        ahead = awaitedEvent();
        over = ahead == null;
      }
      if (ahead == null) {
        awaited().orThrow();
        return false;
      }
      return true;
    }

    @Override
    public RemoteEvent next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      RemoteEvent next = Objects.requireNonNull(ahead);
      ahead = null;
      return next;
    }

    private @Nullable RemoteEvent awaitedEvent() {
      try {
        return exchange.next();
      } catch (InterruptedException e) {
        throw interrupted();
      }
    }
  }
}
