package io.millrace.flink;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.apache.flink.api.common.state.ValueState;
import org.jspecify.annotations.Nullable;

/**
 * Requests under way in memory, and in Flink's state when a checkpoint is taken: for a state backend that writes and reads
 * bytes at every access, which costs many times what a message does. What the state lacks between two checkpoints, a restore
 * gets back by replaying the messages.
 *
 * <p>A request that is not in memory is read once. One that has ended is written at once, if only for its tombstone, and
 * leaves. So do, when there are too many, those that have been silent for the longest, or nearly: each new one has the
 * oldest looked at, and those that had a message since they were last looked at are let be once more. What is silent for so
 * long is written at that occasion, so that a checkpoint finds less to do.
 */
final class HotRequests<IE, S> implements RequestStore<IE, S> {

  /** How many are looked at, when there is no room, before the one being looked at must leave. */
  private static final int MOST_LOOKS = 16;

  /**
   * How it is told to.
   *
   * @param most how many requests are in memory
   * @param keys makes a request Flink's current key
   */
  record Room(int most, Consumer<String> keys) {
    Room {
      if (most < 1) {
        throw new IllegalArgumentException("most must be at least 1 but was " + most);
      }
    }
  }

  /** A request in memory. */
  private static final class Entry<R> {
    private final String requestId;
    private @Nullable R request;

    /** Whether the state has something of it, be it older. */
    private boolean stored;

    /** Whether the state has something else. */
    private boolean dirty;

    /** Whether it was turned to since it was last looked at. */
    private boolean touched = true;

    private boolean inMemory;

    Entry(String requestId) {
      this.requestId = requestId;
    }
  }

  private final ValueState<Request<IE, S>> state;
  private final Room room;

  /** In the order in which they came, or were last looked at. */
  private final Map<String, Entry<Request<IE, S>>> entries = new LinkedHashMap<>();

  private @Nullable Entry<Request<IE, S>> turnedTo;

  HotRequests(ValueState<Request<IE, S>> state, Room room) {
    this.state = state;
    this.room = room;
  }

  @Override
  public @Nullable Request<IE, S> turnTo(String requestId) throws Exception {
    Entry<Request<IE, S>> known = entries.get(requestId);
    if (known != null) {
      known.touched = true;
      turnedTo = known;
      return known.request;
    }
    Entry<Request<IE, S>> fresh = new Entry<>(requestId);
    turnedTo = fresh;
    fresh.request = state.value();
    if (fresh.request != null) {
      fresh.stored = true;
      admit(fresh);
    }
    return fresh.request;
  }

  @Override
  public void update(Request<IE, S> request) throws Exception {
    Entry<Request<IE, S>> entry = Objects.requireNonNull(turnedTo);
    entry.request = request;
    entry.dirty = true;
    if (request.endedAt() != 0) {
      write(entry);
      leave(entry);
    } else if (!entry.inMemory) {
      admit(entry);
    }
  }

  @Override
  public void clear() {
    Entry<Request<IE, S>> entry = Objects.requireNonNull(turnedTo);
    if (entry.stored) {
      state.clear();
    }
    leave(entry);
  }

  @Override
  public void flush() throws Exception {
    for (Entry<Request<IE, S>> entry : entries.values()) {
      if (entry.dirty) {
        room.keys().accept(entry.requestId);
        write(entry);
      }
    }
  }

  /** How many are in memory. */
  int size() {
    return entries.size();
  }

  private void leave(Entry<Request<IE, S>> entry) {
    if (entry.inMemory) {
      entries.remove(entry.requestId);
      entry.inMemory = false;
    }
  }

  private void admit(Entry<Request<IE, S>> fresh) throws Exception {
    if (!entries.isEmpty()) {
      boolean moved = look(false);
      for (int looks = 2; isFull(); looks++) {
        moved |= look(looks >= MOST_LOOKS);
      }
      if (moved) {
        room.keys().accept(fresh.requestId);
      }
    }
    entries.put(fresh.requestId, fresh);
    fresh.inMemory = true;
  }

  private boolean isFull() {
    return entries.size() >= room.most();
  }

  /**
   * Looks at the oldest, and says whether it is Flink's current key now.
   *
   * @param must whether it must leave
   */
  private boolean look(boolean must) throws Exception {
    boolean full = isFull();
    Iterator<Entry<Request<IE, S>>> all = entries.values().iterator();
    Entry<Request<IE, S>> oldest = all.next();
    all.remove();
    boolean spared = oldest.touched && !must;
    boolean write = oldest.dirty && !spared;
    if (write) {
      room.keys().accept(oldest.requestId);
      write(oldest);
    }
    oldest.touched = false;
    oldest.inMemory = spared || !(full || isOver(oldest));
    if (oldest.inMemory) {
      entries.put(oldest.requestId, oldest);
    }
    return write;
  }

  private static boolean isOver(Entry<? extends Request<?, ?>> entry) {
    return Objects.requireNonNull(entry.request).endedAt() != 0;
  }

  private void write(Entry<Request<IE, S>> entry) throws Exception {
    state.update(Objects.requireNonNull(entry.request));
    entry.stored = true;
    entry.dirty = false;
  }
}
