package io.millrace.core.task;

import io.millrace.core.Parameters;
import java.util.List;
import java.util.stream.Stream;

/**
 * One input, a stream of output elements.
 *
 * @param <I> the input
 * @param <OE> an element of the output
 */
@FunctionalInterface
public interface UnaryStream<I, OE> {

  /**
   * Answers one input. The stream is lazy, read once and in order, and closed by its reader, perhaps before its end: it
   * should produce nothing before it is read, stop when closed, and release what it holds ({@link Stream#onClose}).
   */
  Stream<OE> run(I input, Parameters parameters);

  /** Answers several inputs, in their order; by default one after the other. One failing item fails alone. */
  default List<Outcome<Stream<OE>>> runBatch(List<I> inputs, Parameters parameters) {
    return inputs.stream()
        .map(input -> Outcome.<Stream<OE>>of(() -> run(input, parameters)))
        .toList();
  }
}
