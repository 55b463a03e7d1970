package io.millrace.benchmarks.soak;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Random;

/** The order of the faults, by seed and without an end: each kind once, in any order, and then again. */
final class Schedule implements Iterator<FaultKind> {

  private final List<FaultKind> kinds;
  private final Random random;
  private final List<FaultKind> deck = new ArrayList<>();

  Schedule(List<FaultKind> kinds, Random random) {
    this.kinds = List.copyOf(kinds);
    this.random = random;
  }

  @Override
  public boolean hasNext() {
    return true;
  }

  @Override
  public FaultKind next() {
    if (deck.isEmpty()) {
      deck.addAll(kinds);
      Collections.shuffle(deck, random);
    }
    return deck.remove(deck.size() - 1);
  }
}
