package io.millrace.core.task;

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Supplier;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** A stream that is opened when first read, and whose closing closes what was opened. */
final class LazyStream<T> implements Iterator<T> {

  private final Supplier<Stream<T>> opening;
  private @Nullable Stream<T> opened;
  private @Nullable Iterator<T> elements;
  private boolean closed;

  private LazyStream(Supplier<Stream<T>> opening) {
    this.opening = opening;
  }

  static <T> Stream<T> of(Supplier<Stream<T>> opening) {
    LazyStream<T> lazy = new LazyStream<>(opening);
    return of(lazy, lazy::close);
  }

  static <T> Stream<T> of(Iterator<T> elements, Runnable onClose) {
    Spliterator<T> ordered =
        Spliterators.spliteratorUnknownSize(elements, Spliterator.ORDERED | Spliterator.NONNULL);
    return StreamSupport.stream(ordered, false).onClose(onClose);
  }

  @Override
  public boolean hasNext() {
    if (closed) {
      return false;
    }
    if (elements == null) {
      opened = opening.get();
      elements = opened.iterator();
    }
    return elements.hasNext();
  }

  @Override
  public T next() {
    if (!hasNext() || elements == null) {
      throw new NoSuchElementException();
    }
    return elements.next();
  }

  private void close() {
    closed = true;
    if (opened != null) {
      opened.close();
    }
  }
}
