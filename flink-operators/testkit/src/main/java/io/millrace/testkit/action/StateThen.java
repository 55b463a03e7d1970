package io.millrace.testkit.action;

import io.millrace.core.action.State;
import java.util.Map;
import java.util.Objects;

/**
 * A state's values as they were, to be compared with what they are. By equals with a copy, and by that copy's own hash: a copy
 * that is not deep changes along with what it was made of, and then equals it.
 */
final class StateThen {

  private final State state;
  private final Map<String, Object> copy;
  private final int hash;

  /**
   * As it is now.
   *
   * @throws IllegalArgumentException if it cannot be compared, for a value does not equal its copy
   */
  StateThen(State state) {
    requireComparable(state);
    this.state = state;
    this.copy = state.asMap();
    this.hash = copy.hashCode();
  }

  boolean isNow() {
    return copy.hashCode() == hash && copy.equals(state.asMap());
  }

  /**
   * Checks that each value equals its copy, without which no two states can be compared.
   *
   * @throws IllegalArgumentException naming the field and its class
   */
  static void requireComparable(State state) {
    Map<String, Object> other = state.asMap();
    state.asMap().forEach((name, value) -> {
      if (!value.equals(Objects.requireNonNull(other.get(name)))) {
        throw new IllegalArgumentException("field '" + name
            + "' must hold a value that equals its copy but holds a "
            + value.getClass().getName() + " that does not");
      }
    });
  }
}
