package io.millrace.core.task;

/**
 * Says of what a state is made, so that an engine can store it. A module declares the class of its state; a module made
 * of modules, and a derived flavour, pair the states of their parts.
 *
 * @param <S> the state
 */
public sealed interface StateType<S> {

  /**
   * A state of one class: a record, a POJO, an Avro record, or one of the JDK's values. Engines refuse, while a job is
   * built, what they cannot store.
   */
  static <S> StateType<S> of(Class<S> type) {
    return new Declared<>(type);
  }

  /** Two states side by side. */
  static <A, B> StateType<Both<A, B>> pair(StateType<A> first, StateType<B> second) {
    return new Pair<>(first, second);
  }

  /** A state of one class. */
  record Declared<S>(Class<S> type) implements StateType<S> {}

  /** Two states side by side. */
  record Pair<A, B>(StateType<A> first, StateType<B> second) implements StateType<Both<A, B>> {}

  /** The value of a {@link Pair}. */
  record Both<A, B>(A first, B second) {}
}
