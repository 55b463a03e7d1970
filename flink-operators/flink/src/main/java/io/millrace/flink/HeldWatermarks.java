package io.millrace.flink;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Watermarks, each held back until all requests that came before it have ended: what they still have to say is of a time
 * before it. Whether the input is idle is held back with them, for what an idle input says counts for nothing.
 */
final class HeldWatermarks {

  /** No watermark. */
  static final long NONE = Long.MIN_VALUE;

  /** Where they go when nothing holds them. */
  interface Release {
    void watermark(long time);

    void status(boolean idle);
  }

  /** The requests between two watermarks. */
  static final class Stretch {
    private int open;
    private long mark = NONE;
    private @Nullable Boolean idle;

    /** The watermark behind these requests; {@link #NONE} if none came yet. */
    long mark() {
      return mark;
    }
  }

  private final Release release;

  /** The last one has no watermark behind it yet; those before it have requests that have not ended, or their like before. */
  private final Deque<Stretch> stretches = new ArrayDeque<>();

  private long released = NONE;

  HeldWatermarks(Release release) {
    this.release = release;
    stretches.add(new Stretch());
  }

  /** A request has come. */
  Stretch enter() {
    Stretch last = stretches.getLast();
    last.open++;
    return last;
  }

  /** A request is back that came before this watermark; those of earlier ones come back first, those of none last. */
  Stretch enterAgain(long mark) {
    if (mark == NONE) {
      return enter();
    }
    Stretch fresh = stretches.removeLast();
    Stretch last = stretches.peekLast();
    if (last == null || last.mark != mark) {
      last = fresh;
      last.mark = mark;
      fresh = new Stretch();
      stretches.add(last);
    }
    stretches.add(fresh);
    last.open++;
    return last;
  }

  /** A request has ended. */
  void leave(Stretch stretch) {
    stretch.open--;
    while (stretches.size() > 1 && stretches.getFirst().open == 0) {
      let(stretches.removeFirst());
    }
  }

  /** A watermark has come. */
  void mark(long time) {
    Stretch closed = close();
    closed.mark = Math.max(closed.mark, time);
    letIfFree(closed);
  }

  /** The input has become idle, or is so no longer. */
  void status(boolean idle) {
    Stretch closed = close();
    closed.idle = idle;
    letIfFree(closed);
  }

  /** The last stretch with a request in it, behind which nothing more can come; a new one begins. */
  private Stretch close() {
    Stretch last = stretches.removeLast();
    if (last.open > 0 || stretches.isEmpty()) {
      stretches.add(last);
      stretches.add(new Stretch());
      return last;
    }
    Stretch closed = Objects.requireNonNull(stretches.peekLast());
    stretches.add(last);
    return closed;
  }

  private void letIfFree(Stretch closed) {
    if (closed.open == 0 && stretches.getFirst() == closed) {
      stretches.removeFirst();
      let(closed);
    }
  }

  private void let(Stretch stretch) {
    Boolean idle = stretch.idle;
    if (idle != null && !idle) {
      release.status(false);
    }
    if (stretch.mark > released) {
      released = stretch.mark;
      release.watermark(stretch.mark);
    }
    if (idle != null && idle) {
      release.status(true);
    }
  }
}
