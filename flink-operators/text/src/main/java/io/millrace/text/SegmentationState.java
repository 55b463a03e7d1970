package io.millrace.text;

import java.util.List;

/**
 * Where {@link Segmentation} stands in a text. A value.
 *
 * @param segmenter where its segmenter stands
 * @param cuts made by the cap, but not yet told
 */
public record SegmentationState(SegmenterState segmenter, List<Cut> cuts) {

  /** Copies the list. */
  public SegmentationState {
    cuts = List.copyOf(cuts);
  }
}
