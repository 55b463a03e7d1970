package io.millrace.text;

import io.millrace.testkit.Cutting;
import java.util.ArrayList;
import java.util.List;

/** Pushes cuttings through a segmenter, for tests. */
final class SegmenterStream {

  private SegmenterStream() {}

  static List<Segment> segments(Segmenter segmenter, Cutting cutting) {
    List<Segment> segments = new ArrayList<>();
    SegmenterState state = SegmenterState.START;
    for (String element : cutting.elements()) {
      Segmented segmented = segmenter.push(state, element);
      segments.addAll(segmented.segments());
      state = segmented.state();
    }
    segments.addAll(segmenter.finish(state).segments());
    return segments;
  }

  static List<String> texts(Segmenter segmenter, String... elements) {
    return segments(segmenter, Cutting.of(elements)).stream().map(Segment::text).toList();
  }
}
