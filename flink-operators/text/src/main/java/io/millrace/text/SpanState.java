package io.millrace.text;

import java.util.List;

/**
 * Where {@link SpanClassification} stands in a text. A value.
 *
 * @param segmenter where its segmenter stands
 * @param closed where the last frame ended, in code points
 * @param cuts made by the cap, but not yet told
 * @param threshold the least score wanted
 * @param labels the labels wanted; empty for all
 */
public record SpanState(
    SegmenterState segmenter, long closed, List<Cut> cuts, double threshold, List<String> labels) {

  /** Copies the lists. */
  public SpanState {
    cuts = List.copyOf(cuts);
    labels = List.copyOf(labels);
  }
}
