package io.millrace.flink.async;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * A queue that serves its tenants in turn, and each tenant's in the order they came: one with ten thousand of them waiting
 * delays another by one at most.
 *
 * @param <T> what waits
 */
public final class Tenants<T> {

  private final Map<String, Queue<T>> queues = new HashMap<>();

  /** Those with somebody waiting, the one whose turn is next first. */
  private final Queue<String> turns = new ArrayDeque<>();

  private int size;

  /** Nobody waits. */
  public Tenants() {}

  /** How many wait. */
  public int size() {
    return size;
  }

  /** Lets one more wait. */
  public void add(String tenant, T waiting) {
    Queue<T> queue = queues.get(tenant);
    if (queue == null) {
      queue = new ArrayDeque<>();
      queues.put(tenant, queue);
      turns.add(tenant);
    }
    queue.add(waiting);
    size++;
  }

  /** Whoever is next; null if nobody waits. */
  public @Nullable T poll() {
    String tenant = turns.poll();
    if (tenant == null) {
      return null;
    }
    Queue<T> queue = Objects.requireNonNull(queues.get(tenant));
    T next = queue.remove();
    size--;
    if (queue.isEmpty()) {
      queues.remove(tenant);
    } else {
      turns.add(tenant);
    }
    return next;
  }

  /** Takes one out of turn. */
  public void remove(String tenant, T waiting) {
    Queue<T> queue = queues.get(tenant);
    if (queue == null || !queue.remove(waiting)) {
      return;
    }
    size--;
    if (queue.isEmpty()) {
      queues.remove(tenant);
      turns.remove(tenant);
    }
  }
}
