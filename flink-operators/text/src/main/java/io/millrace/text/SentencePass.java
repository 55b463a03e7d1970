package io.millrace.text;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;

/** One step of {@link SentenceSegmenter}: what is held, and what comes of it. Lives no longer than the step. */
final class SentencePass {

  private final List<Segment> segments = new ArrayList<>();
  private final List<Cut> cuts = new ArrayList<>();
  private final String text;
  private final int end;
  private final boolean ended;
  private final BreakIterator boundaries;
  private final int cap;
  private final boolean trimmed;
  private int at;
  private long offset;

  SentencePass(
      String text, long offset, boolean ended, BreakIterator boundaries, int cap, boolean trimmed) {
    this.text = text;
    this.end = ended ? text.length() : CodePoints.wholeEnd(text);
    this.offset = offset;
    this.ended = ended;
    this.boundaries = boundaries;
    this.cap = cap;
    this.trimmed = trimmed;
  }

  /**
   * Rules never look behind a boundary, so that from each the text may be read as if it began there. A sentence sees no more
   * than the cap and one unit, however much there is: in large pieces and in small ones the cap then cuts the same.
   */
  Segmented run() {
    boolean stays = !ended && end <= cap && !SentenceEnd.mayBeIn(text);
    while (!stays && at < end) {
      int from = at;
      takeSettled(
          text.substring(from, CodePoints.notWithinPair(text, Math.min(end, from + cap + 1))));
      if (at > from) {
        continue;
      }
      if (end - at <= cap) {
        break;
      }
      takeCut();
    }
    return new Segmented(segments, cuts, new SegmenterState(text.substring(at), 0, offset));
  }

  private void takeSettled(String window) {
    int from = at;
    boolean reachesEnd = ended && from + window.length() == end;
    boundaries.setText(window);
    boundaries.first();
    for (int to = boundaries.next(); to != BreakIterator.DONE; to = boundaries.next()) {
      boolean last = reachesEnd && end - at <= cap;
      if (!last && !SentenceEnd.isSettled(window, to)) {
        return;
      }
      take(from + to);
    }
  }

  private void takeCut() {
    String capped = text.substring(at, CodePoints.notWithinPair(text, at + cap));
    boundaries.setText(capped);
    boundaries.first();
    take(at + boundaries.next());
    cuts.add(Cut.of("a sentence", offset, cap));
  }

  private void take(int to) {
    long next = offset + text.codePointCount(at, to);
    Segment whole = new Segment(offset, next, text.substring(at, to));
    Segment segment = trimmed ? trim(whole) : whole;
    if (segment.start() < segment.end()) {
      segments.add(segment);
    }
    at = to;
    offset = next;
  }

  /** All white space is of the basic plane: a unit is a code point. */
  private static Segment trim(Segment segment) {
    String text = segment.text();
    int from = 0;
    int to = text.length();
    while (to > 0 && UCharacter.isUWhiteSpace(text.charAt(to - 1))) {
      to--;
    }
    while (from < to && UCharacter.isUWhiteSpace(text.charAt(from))) {
      from++;
    }
    return new Segment(
        segment.start() + from, segment.end() - (text.length() - to), text.substring(from, to));
  }
}
