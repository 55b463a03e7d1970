package io.millrace.flink;

import io.millrace.flink.async.Tenants;
import org.jspecify.annotations.Nullable;

/** So many requests may be in flight at a time; the others wait until it is their turn to take the seat of one that left. */
final class Seats<I, OE> {

  private final int most;
  private final Tenants<Flight<I, OE>> waiting = new Tenants<>();
  private int taken;

  Seats(int most) {
    this.most = most;
  }

  /** How many wait. */
  int waiting() {
    return waiting.size();
  }

  /** The request waits for its turn. */
  void add(Flight<I, OE> flight) {
    waiting.add(flight.tenant(), flight);
  }

  /** The request waits no longer, and takes no seat. */
  void remove(Flight<I, OE> flight) {
    waiting.remove(flight.tenant(), flight);
  }

  /** Whoever takes a seat now; null if none is free, or nobody waits. */
  @Nullable
  Flight<I, OE> next() {
    Flight<I, OE> next = taken < most ? waiting.poll() : null;
    if (next != null) {
      next.hasSeat = true;
      taken++;
    }
    return next;
  }

  /** Whether the request had a seat, and has left it. */
  boolean left(Flight<I, OE> flight) {
    if (!flight.hasSeat) {
      return false;
    }
    flight.hasSeat = false;
    taken--;
    return true;
  }
}
