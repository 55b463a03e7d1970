package io.millrace.flink;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The requests that have ended, remembered for a while so that what is delivered again is not answered again. */
final class Tombstones {

  /**
   * One of them.
   *
   * @param asked the attempt of the input
   * @param attempt the attempt of the output
   * @param endedAt when it ended, in milliseconds
   */
  record Tombstone(int asked, int attempt, long endedAt) {}

  private final long millis;

  /** Called with each request that is forgotten. */
  private final Consumer<String> forgotten;

  /** In the order in which they ended. */
  private final Map<String, Tombstone> tombstones = new LinkedHashMap<>();

  Tombstones(long millis, Consumer<String> forgotten) {
    this.millis = millis;
    this.forgotten = forgotten;
  }

  @Nullable
  Tombstone get(String requestId) {
    return tombstones.get(requestId);
  }

  void add(String requestId, Tombstone tombstone) {
    tombstones.remove(requestId);
    tombstones.put(requestId, tombstone);
  }

  /** The request has begun again. */
  void remove(String requestId) {
    tombstones.remove(requestId);
  }

  /** Forgets those that have been remembered for long enough. */
  void expire(long now) {
    Iterator<Map.Entry<String, Tombstone>> oldest = tombstones.entrySet().iterator();
    while (oldest.hasNext()) {
      Map.Entry<String, Tombstone> next = oldest.next();
      if (now - next.getValue().endedAt() < millis) {
        return;
      }
      oldest.remove();
      forgotten.accept(next.getKey());
    }
  }
}
