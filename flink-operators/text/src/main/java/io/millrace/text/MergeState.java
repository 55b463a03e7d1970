package io.millrace.text;

import java.util.Collections;
import java.util.List;

/**
 * Where {@link Merging} stands in a text, beside the states of its detectors. A value.
 *
 * @param processed for each detector how many code points it has processed
 * @param released where the last frame ended, in code points
 * @param waiting found, but not yet let out
 * @param warnings not yet told
 */
public record MergeState(
    List<Long> processed, long released, List<Detection> waiting, List<PartWarning> warnings) {

  /** Copies the lists. */
  public MergeState {
    processed = List.copyOf(processed);
    waiting = List.copyOf(waiting);
    warnings = List.copyOf(warnings);
  }

  static MergeState before(int parts) {
    return new MergeState(Collections.nCopies(parts, 0L), 0, List.of(), List.of());
  }

  /** How far all detectors have processed the text. */
  long processedByAll() {
    return Collections.min(processed);
  }
}
