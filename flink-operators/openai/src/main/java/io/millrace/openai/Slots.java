package io.millrace.openai;

import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** So many may be in at once; others wait for their turn, without a thread that waits. */
final class Slots {

  private final int most;
  private final Set<Slot> waiting = new LinkedHashSet<>();
  /** Or a crowd that fails as soon as it is in would fill the stack: each lets the next one in. */
  private final ThreadLocal<Serially> begins = ThreadLocal.withInitial(Serially::new);

  private int taken;

  Slots(int most) {
    this.most = most;
  }

  /** Runs {@code begin} when there is room, perhaps at once. */
  Slot enter(Runnable begin) {
    Slot slot = new Slot(begin);
    synchronized (this) {
      if (taken == most) {
        waiting.add(slot);
        return slot;
      }
      taken++;
      slot.in = true;
    }
    begin.run();
    return slot;
  }

  /** A place, or the wait for one. */
  final class Slot {
    private final Runnable begin;
    private boolean in;
    private boolean left;

    private Slot(Runnable begin) {
      this.begin = begin;
    }

    /** Gives the place, or the wait for it, up. To leave twice is to leave once. */
    void leave() {
      Slot next = leaveAndChoose();
      if (next != null) {
        begins.get().run(next.begin);
      }
    }

    private @Nullable Slot leaveAndChoose() {
      synchronized (Slots.this) {
        if (left) {
          return null;
        }
        left = true;
        if (!in) {
          waiting.remove(this);
          return null;
        }
        Iterator<Slot> queue = waiting.iterator();
        if (!queue.hasNext()) {
          taken--;
          return null;
        }
        Slot next = queue.next();
        queue.remove();
        next.in = true;
        return next;
      }
    }
  }
}
