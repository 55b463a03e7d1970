package io.millrace.flink;

import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.apache.flink.streaming.api.TimerService;
import org.jspecify.annotations.Nullable;

/**
 * What Flink gives a keyed function with each call. It gives the same to a function with a control stream and to one
 * without, in classes that have nothing to do with each other. One object serves all calls of a function, for there is one
 * at every token.
 *
 * @param <C> Flink's class
 */
final class KeyedCall<C> {

  private final Function<C, String> requestId;
  private final Function<C, TimerService> timers;
  private final BiConsumer<C, DeadLetter> letters;
  private @Nullable C context;

  KeyedCall(
      Function<C, String> requestId,
      Function<C, TimerService> timers,
      BiConsumer<C, DeadLetter> letters) {
    this.requestId = requestId;
    this.timers = timers;
    this.letters = letters;
  }

  /** Turns to another call. */
  KeyedCall<C> with(C newContext) {
    context = newContext;
    return this;
  }

  /** The key: the request that the call is about. */
  String requestId() {
    return requestId.apply(context());
  }

  TimerService timers() {
    return timers.apply(context());
  }

  void deadLetter(DeadLetter letter) {
    letters.accept(context(), letter);
  }

  private C context() {
    return Objects.requireNonNull(context);
  }
}
