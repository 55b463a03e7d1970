package io.millrace.flink.async;

import io.millrace.core.Parameters;
import io.millrace.core.task.UnaryStream;
import java.util.Iterator;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Answers that are streams: each is read by a worker of its own, which waits for the next element, or for room. */
public final class StreamSource<I, T> implements Source<I, T> {

  private final UnaryStream<I, T> flavor;
  private final Workers workers;

  /** Reads the answers of a module. */
  public StreamSource(UnaryStream<I, T> flavor, Workers workers) {
    this.flavor = flavor;
    this.workers = workers;
  }

  @Override
  public void begin(I input, Parameters parameters, Reading<?, T> into) {
    Pulling pulling = new Pulling(input, parameters, into);
    into.stoppedBy(pulling::stop);
    workers.read(pulling);
  }

  /** One answer. It is closed once, by the worker or by who stops it, for a module may be deaf to interrupts. */
  private final class Pulling implements Runnable {
    private final I input;
    private final Parameters parameters;
    private final Reading<?, T> into;
    private final AtomicReference<@Nullable Stream<T>> opened = new AtomicReference<>();
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable Thread worker;
    private boolean stopped;

    Pulling(I input, Parameters parameters, Reading<?, T> into) {
      this.input = input;
      this.parameters = parameters;
      this.into = into;
    }

    @Override
    public void run() {
      if (!begins()) {
        return;
      }
      try {
        pull();
      } catch (Throwable bug) {
        into.broken(bug);
      } finally {
        ends();
      }
    }

    private void pull() {
      Iterator<T> elements;
      try {
        Stream<T> stream = flavor.run(input, parameters);
        opened.set(stream);
        elements = stream.iterator();
      } catch (Throwable thrown) {
        closeAfter(thrown);
        return;
      }
      boolean more = true;
      while (more && into.awaitRoom()) {
        more = pullOne(elements);
      }
      if (more) {
        closeAfter(new IllegalStateException("the worker was stopped"));
      }
    }

    /** Whether there may be another. What the module does is kept apart from what is done with it. */
    private boolean pullOne(Iterator<T> elements) {
      T element = null;
      boolean there;
      try {
        there = elements.hasNext();
        if (there) {
          element = Objects.requireNonNull(elements.next(), NO_ELEMENT);
        } else {
          close();
        }
      } catch (Throwable thrown) {
        closeAfter(thrown);
        return false;
      }
      if (element == null) {
        into.complete();
      } else {
        into.add(element);
      }
      return there;
    }

    private void closeAfter(Throwable thrown) {
      try {
        close();
      } catch (Throwable suppressed) {
        thrown.addSuppressed(suppressed);
      }
      into.fail(thrown);
    }

    private void close() {
      Stream<T> stream = opened.getAndSet(null);
      if (stream != null) {
        stream.close();
      }
    }

    private boolean begins() {
      lock.lock();
      try {
        worker = Thread.currentThread();
        return !stopped;
      } finally {
        lock.unlock();
      }
    }

    /** From here on the thread is another answer's, and must not be interrupted for this one. */
    private void ends() {
      lock.lock();
      try {
        worker = null;
        Thread.interrupted();
      } finally {
        lock.unlock();
      }
    }

    private void stop() {
      lock.lock();
      try {
        stopped = true;
        if (worker != null && worker != Thread.currentThread()) {
          worker.interrupt();
        }
      } finally {
        lock.unlock();
      }
      if (opened.get() != null) {
        workers.release(this::close);
      }
    }
  }
}
