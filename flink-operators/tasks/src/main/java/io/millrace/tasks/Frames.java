package io.millrace.tasks;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * Cuts a text's spans into frames that cover it without a gap: as many as can be had with no span crossing from one into
 * the next. The last one ends at the text's length; a text without spans is one frame.
 *
 * @param <S> a span
 */
final class Frames<S> {

  /** Some spans, and the stretch of text they are all the spans of. */
  record Frame<S>(List<S> spans, long start, long end) {}

  private final ToLongFunction<S> start;
  private final ToLongFunction<S> end;

  Frames(ToLongFunction<S> start, ToLongFunction<S> end) {
    this.start = start;
    this.end = end;
  }

  List<Frame<S>> of(List<S> spans, String text) {
    long length = text.codePointCount(0, text.length());
    long[] earliestFrom = earliestFrom(spans);
    List<Frame<S>> frames = new ArrayList<>();
    long from = 0;
    long reach = 0;
    int first = 0;
    for (int i = 0; i < spans.size(); i++) {
      reach = Math.max(reach, end.applyAsLong(spans.get(i)));
      if (earliestFrom[i + 1] >= reach) {
        frames.add(new Frame<>(spans.subList(first, i + 1), from, reach));
        from = reach;
        first = i + 1;
      }
    }
    if (frames.isEmpty() || from < length) {
      frames.add(new Frame<>(List.of(), from, length));
    }
    return frames;
  }

  /** For each place in the list, where the earliest span from there on begins. */
  private long[] earliestFrom(List<S> spans) {
    long[] earliest = new long[spans.size() + 1];
    earliest[spans.size()] = Long.MAX_VALUE;
    for (int i = spans.size() - 1; i >= 0; i--) {
      earliest[i] = Math.min(earliest[i + 1], start.applyAsLong(spans.get(i)));
    }
    return earliest;
  }
}
