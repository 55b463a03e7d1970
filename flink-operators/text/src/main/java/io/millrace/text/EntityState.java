package io.millrace.text;

import java.util.List;

/**
 * Where {@link PatternEntities} stands in a text. A value.
 *
 * @param text what is at hand of the text: a little that is processed, to look behind, and all that is not
 * @param seen how many UTF-16 units of it are processed
 * @param processed how many code points of the whole text are processed
 * @param positions for each rule how far into {@code text} it has decided; empty if all have decided all
 * @param waiting found, but not yet weighed against all that may overlap it
 * @param cuts made by the cap, but not yet told
 * @param threshold the least score wanted
 * @param labels the labels wanted; empty for all
 */
public record EntityState(
    String text,
    long seen,
    long processed,
    List<Long> positions,
    List<Candidate> waiting,
    List<Cut> cuts,
    double threshold,
    List<String> labels) {

  /** Copies the lists. */
  public EntityState {
    positions = List.copyOf(positions);
    waiting = List.copyOf(waiting);
    cuts = List.copyOf(cuts);
    labels = List.copyOf(labels);
  }

  static EntityState before(double threshold, List<String> labels) {
    return new EntityState("", 0, 0, List.of(), List.of(), List.of(), threshold, labels);
  }
}
