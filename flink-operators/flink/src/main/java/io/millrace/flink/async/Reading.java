package io.millrace.flink.async;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * An answer that is being read: a bounded buffer between whoever sends its elements and the one thread that takes them.
 *
 * <p>Each element has a slot of the allowance from when it is asked for until it has been passed on. No lock is held while
 * anything of the module's is called, and none is a monitor, which would pin a virtual thread that waits.
 *
 * @param <F> whom the reading belongs to
 * @param <T> an element
 */
public final class Reading<F, T> {

  private final F owner;
  private final Ready<F, T> ready;
  private final Allowance allowance;
  private final AtomicBoolean queued = new AtomicBoolean();

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition room = lock.newCondition();
  private final Deque<T> elements = new ArrayDeque<>();

  /** How many elements were asked for, and are not passed on yet. */
  private int slots;

  private int taken;
  private boolean over;
  private boolean cancelled;
  private @Nullable Throwable failure;
  private @Nullable Runnable stop;
  private volatile @Nullable LongConsumer demand;

  /** A reading that nobody sends to yet. */
  public Reading(F owner, Ready<F, T> ready, Allowance allowance) {
    this.owner = owner;
    this.ready = ready;
    this.allowance = allowance;
    allowance.readingBegins();
  }

  /** Whom it belongs to. */
  public F owner() {
    return owner;
  }

  /** Takes elements that have come, at most so many. They count as buffered until they are {@link #passedOn}. */
  public List<T> take(int most) {
    lock.lock();
    try {
      List<T> some = new ArrayList<>(Math.min(most, elements.size()));
      while (some.size() < most && !elements.isEmpty()) {
        some.add(elements.remove());
      }
      taken = some.size();
      return some;
    } finally {
      lock.unlock();
    }
  }

  /** What was taken is dealt with: there is room for as much again. */
  public void passedOn() {
    int more;
    lock.lock();
    try {
      allowance.bufferedChanges(-taken);
      keepSlots(slots - taken);
      taken = 0;
      more = demand == null ? 0 : askForMore();
      room.signal();
    } finally {
      lock.unlock();
    }
    ask(more);
  }

  /** Whether there are elements to take. */
  public boolean hasElements() {
    lock.lock();
    try {
      return !elements.isEmpty();
    } finally {
      lock.unlock();
    }
  }

  /** Whether all elements have been taken, and no more will come. */
  public boolean isOver() {
    lock.lock();
    try {
      return over && elements.isEmpty();
    } finally {
      lock.unlock();
    }
  }

  /** What ended it, if it did not end well. */
  public @Nullable Throwable failure() {
    lock.lock();
    try {
      return failure;
    } finally {
      lock.unlock();
    }
  }

  /** Has the sender stop, and drops what it sent and will send. */
  public void cancel() {
    Runnable stopping;
    lock.lock();
    try {
      stopping = over ? null : stop;
      allowance.bufferedChanges(-elements.size() - taken);
      elements.clear();
      taken = 0;
      cancelled = true;
      finish();
      room.signalAll();
    } finally {
      lock.unlock();
    }
    if (stopping != null) {
      stopping.run();
    }
  }

  /** Says how the sender is stopped; if that was wanted already, it is now. */
  public void stoppedBy(Runnable newStop) {
    lock.lock();
    try {
      stop = newStop;
      if (!cancelled) {
        return;
      }
    } finally {
      lock.unlock();
    }
    newStop.run();
  }

  /** Asks the sender for elements, now and whenever there is room again. */
  void askedBy(LongConsumer newDemand) {
    int more;
    lock.lock();
    try {
      demand = newDemand;
      more = askForMore();
    } finally {
      lock.unlock();
    }
    ask(more);
  }

  /** Waits until there is room for one element. False if none is wanted any more. */
  boolean awaitRoom() {
    lock.lock();
    try {
      while (!over && !tookSlot()) {
        room.await();
      }
      return !over;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      lock.unlock();
    }
  }

  /** An element has come for which there was room. One more than that ends the reading. */
  void add(T element) {
    Objects.requireNonNull(element);
    boolean tooMany;
    lock.lock();
    try {
      if (over) {
        return;
      }
      tooMany = elements.size() + taken >= slots;
      if (!tooMany) {
        elements.add(element);
        allowance.bufferedChanges(1);
      }
    } finally {
      lock.unlock();
    }
    if (tooMany) {
      fail(new IllegalStateException("the module sent more elements than it was asked for"));
      return;
    }
    ready.add(this);
  }

  /** The one element of an answer that has no other. */
  public void complete(T only) {
    if (awaitRoom()) {
      add(only);
      complete();
    }
  }

  /** No more elements will come. */
  void complete() {
    end(null);
  }

  /** No more elements will come, for this reason. A sender that does not know it yet is stopped. */
  public void fail(Throwable thrown) {
    end(thrown);
  }

  private void end(@Nullable Throwable thrown) {
    Runnable stopping;
    lock.lock();
    try {
      if (over) {
        return;
      }
      failure = thrown;
      stopping = thrown == null ? null : stop;
      finish();
    } finally {
      lock.unlock();
    }
    ready.add(this);
    if (stopping != null) {
      stopping.run();
    }
  }

  /** Something other than the module failed. */
  void broken(Throwable thrown) {
    ready.broken(thrown);
  }

  boolean entersQueue() {
    return queued.compareAndSet(false, true);
  }

  void leavesQueue() {
    queued.set(false);
  }

  private void finish() {
    if (!over) {
      over = true;
      allowance.readingEnds();
    }
    keepSlots(elements.size() + taken);
  }

  private int askForMore() {
    int more = 0;
    while (!over && tookSlot()) {
      more++;
    }
    return more;
  }

  private boolean tookSlot() {
    if (slots > 0 && (slots >= allowance.window() || !allowance.takeSpare())) {
      return false;
    }
    slots++;
    return true;
  }

  /** Gives back all slots but so many; the last one is the reading's own. */
  private void keepSlots(int newSlots) {
    allowance.giveSpare(Math.max(0, slots - 1) - Math.max(0, newSlots - 1));
    slots = newSlots;
  }

  private void ask(int more) {
    LongConsumer asking = demand;
    if (more == 0 || asking == null) {
      return;
    }
    try {
      asking.accept(more);
    } catch (RuntimeException e) {
      fail(e);
    }
  }
}
