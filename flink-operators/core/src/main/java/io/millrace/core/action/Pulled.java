package io.millrace.core.action;

import io.millrace.core.task.Join;
import java.util.Iterator;
import java.util.function.Consumer;

/** Reads what is pulled to its end. */
final class Pulled {

  private Pulled() {}

  /** The iterator is asked for more after its last, so that it can come to its own end. */
  static <I, F> F drain(Iterator<Streamed<I, F>> source, Consumer<? super I> out) {
    while (source.hasNext()) {
      Streamed<I, F> next = source.next();
      if (next instanceof Streamed.Last<I, F> last) {
        if (source.hasNext()) {
          throw Streamed.afterLast();
        }
        return last.value();
      }
      out.accept(((Streamed.Item<I, F>) next).value());
    }
    throw Streamed.withoutLast();
  }

  static <I, A, F> F join(Iterator<I> source, Join<I, A, F> join, Consumer<? super I> out) {
    A whole = join.create();
    while (source.hasNext()) {
      I item = source.next();
      whole = join.add(whole, item);
      out.accept(item);
    }
    return join.finish(whole);
  }
}
