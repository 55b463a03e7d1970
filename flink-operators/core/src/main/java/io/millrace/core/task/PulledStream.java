package io.millrace.core.task;

import io.millrace.core.Parameters;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads a pushed stream → stream flavour by pulling: takes the next input element only when nothing is ready. */
final class PulledStream<IE, S, OE> implements Iterator<OE> {

  private final StreamStream<IE, S, OE> flavor;
  private final Parameters parameters;
  private final Stream<IE> source;
  private final Deque<OE> ready = new ArrayDeque<>();
  private @Nullable Iterator<IE> elements;
  private @Nullable S state;
  private boolean ended;

  private PulledStream(StreamStream<IE, S, OE> flavor, Stream<IE> source, Parameters parameters) {
    this.flavor = flavor;
    this.source = source;
    this.parameters = parameters;
  }

  static <IE, S, OE> Stream<OE> of(
      StreamStream<IE, S, OE> flavor, Stream<IE> source, Parameters parameters) {
    PulledStream<IE, S, OE> pulled = new PulledStream<>(flavor, source, parameters);
    return LazyStream.of(pulled, pulled::close);
  }

  @Override
  public boolean hasNext() {
    while (ready.isEmpty() && !ended) {
      advance();
    }
    return !ready.isEmpty();
  }

  @Override
  public OE next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    return ready.remove();
  }

  private void advance() {
    S current = state == null ? flavor.open(parameters) : state;
    Iterator<IE> input = elements == null ? source.iterator() : elements;
    elements = input;
    if (input.hasNext()) {
      state = flavor.next(current, input.next(), ready::add);
      return;
    }
    ended = true;
    flavor.end(current, ready::add);
  }

  private void close() {
    ended = true;
    ready.clear();
    source.close();
  }
}
