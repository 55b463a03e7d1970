package io.millrace.text;

import java.util.List;

/**
 * What a step of a {@link Segmenter} brings.
 *
 * @param segments those that no further text can change, in the order of the text
 * @param cuts where the cap has cut the text, which makes what is near inexact
 * @param state where the segmenter stands now
 */
public record Segmented(List<Segment> segments, List<Cut> cuts, SegmenterState state) {

  /** Copies the lists. */
  public Segmented {
    segments = List.copyOf(segments);
    cuts = List.copyOf(cuts);
  }

  /** What the cuts have to say. */
  public List<String> warnings() {
    return cuts.stream().map(Cut::warning).toList();
  }
}
