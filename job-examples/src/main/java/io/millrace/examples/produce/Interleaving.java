package io.millrace.examples.produce;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.PriorityQueue;
import java.util.Queue;

/**
 * What comes when: so many transcripts at a time, the next beginning when one ends. It knows no
 * clock, only times from the beginning, so the same transcripts always come in the same order.
 */
public final class Interleaving implements Iterator<Interleaving.Due> {

  /**
   * A chunk and when it is to be sent.
   *
   * @param nanos when, from the beginning
   * @param transcript of which transcript
   * @param index which of its chunks
   */
  public record Due(long nanos, Transcript transcript, int index) {

    /** The chunk. */
    public String chunk() {
      return transcript.chunks().get(index);
    }

    /** Whether it is its transcript's last. */
    public boolean last() {
      return index == transcript.chunks().size() - 1;
    }
  }

  /** A transcript's next chunk. The time is only for the order among them; places decide between equals. */
  private record Underway(long time, int place, Transcript transcript, int index) {}

  private static final Comparator<Underway> EARLIEST =
      Comparator.comparingLong(Underway::time).thenComparingInt(Underway::place);

  private final Queue<Transcript> waiting;
  private final PriorityQueue<Underway> underway = new PriorityQueue<>(EARLIEST);
  private final int together;
  private final Pace pace;
  private long sent;

  /**
   * Plays transcripts.
   *
   * @param transcripts in the order in which they begin
   * @param together how many at a time
   * @param pace how fast
   */
  public Interleaving(List<Transcript> transcripts, int together, Pace pace) {
    if (together < 1) {
      throw new IllegalArgumentException("together must be at least 1 but was " + together);
    }
    this.waiting = new ArrayDeque<>(transcripts);
    this.together = together;
    this.pace = pace;
    for (int place = 0; place < together; place++) {
      begin(place, place);
    }
  }

  /** Lets those under way end, and begins no other. */
  public void beginNoMore() {
    waiting.clear();
  }

  @Override
  public boolean hasNext() {
    return !underway.isEmpty();
  }

  @Override
  public Due next() {
    Underway earliest = underway.poll();
    if (earliest == null) {
      throw new NoSuchElementException("all transcripts have ended");
    }
    int next = earliest.index() + 1;
    if (next == earliest.transcript().chunks().size()) {
      begin(earliest.time() + together, earliest.place());
    } else {
      underway.add(
          new Underway(earliest.time() + together, earliest.place(), earliest.transcript(), next));
    }
    return new Due(nanosOf(earliest.time()), earliest.transcript(), earliest.index());
  }

  /** Time is counted in parts of a step, so many as there are places: that spreads the streams over each step. */
  private long nanosOf(long time) {
    return pace.scope() == Pace.Scope.TOGETHER ? pace.nanos(sent++) : pace.nanos(time) / together;
  }

  private void begin(long time, int place) {
    Transcript transcript = waiting.poll();
    if (transcript != null) {
      underway.add(new Underway(time, place, transcript, 0));
    }
  }
}
