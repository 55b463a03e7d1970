package io.millrace.flink;

import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.apache.flink.streaming.api.TimerService;
import org.jspecify.annotations.Nullable;

/**
 * What Flink gives a keyed function with each call. It gives the same to a function with a control stream and to one
 * without, in classes that have nothing to do with each other. One object serves all calls of a function, for there is one
 * at every token, and Flink's object is nearly always the same: it is stored only if it is not, since a reference that is
 * stored in an old object costs G1 a memory fence.
 *
 * @param <C> Flink's class
 */
final class KeyedCall<C> {

  private final Function<C, TimerService> timersOf;
  private final BiConsumer<C, DeadLetter> letters;
  private @Nullable C context;

  /** The same at all calls. */
  private @Nullable TimerService timers;

  KeyedCall(Function<C, TimerService> timersOf, BiConsumer<C, DeadLetter> letters) {
    this.timersOf = timersOf;
    this.letters = letters;
  }

  /** Turns to another call. */
  void turnTo(C newContext) {
    if (context != newContext) {
      context = newContext;
    }
  }

  TimerService timers() {
    TimerService known = timers;
    if (known == null) {
      known = timersOf.apply(context());
      timers = known;
    }
    return known;
  }

  void deadLetter(DeadLetter letter) {
    letters.accept(context(), letter);
  }

  private C context() {
    return Objects.requireNonNull(context);
  }
}
