package io.millrace.text;

import io.millrace.core.task.TaskModule;
import io.millrace.tasks.StandardTasks;

/**
 * Makes the segments of any {@link Segmenter} the tokens of a text: sentences, lines, what a pattern matches. A frame ends
 * where the segmenter has decided the text.
 *
 * <p>What the segmenter's cap has cut is a warning.
 */
public final class Segmentation {

  static final String ID = "segmentation";
  static final String VERSION = "1.0.0";

  private Segmentation() {}

  /** A module for tokenization. */
  public static TaskModule module(Segmenter segmenter) {
    return TaskModule.named(ID, VERSION)
        .serves(
            StandardTasks.TOKENIZATION,
            as -> as.streamStream(new SegmentationStream(segmenter)).deterministic())
        .build();
  }
}
