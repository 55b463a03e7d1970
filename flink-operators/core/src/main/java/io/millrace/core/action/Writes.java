package io.millrace.core.action;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Checks how a step ended against what its action declares, and makes the new state. */
final class Writes {

  private final String name;
  private final Action<?, ?> action;
  private final Map<String, Field<?>> declared = new LinkedHashMap<>();

  Writes(String name, Action<?, ?> action) {
    this.name = name;
    this.action = action;
    action.writes().forEach(field -> declared.put(field.name(), field));
  }

  /** What the action sees. */
  State view(State state, Scope.Owner owner) {
    Set<String> reads = new TreeSet<>();
    action.reads().forEach(field -> reads.add(field.name()));
    return state.seenBy(Scope.of(owner, name, reads, declared.keySet()));
  }

  /**
   * The state after the step.
   *
   * @throws IllegalStateException naming what is wrong: the result, a field not written, or not declared, or of another type
   */
  State commit(State before, Scope.Owner owner, Final<?> end) {
    checkResult(action.resultType(), end.result());
    Set<String> written = end.state().writtenIn(owner);
    for (String field : written) {
      if (!declared.containsKey(field)) {
        throw Scope.undeclared(name, declared.keySet(), field);
      }
    }
    Set<String> missing = new TreeSet<>(declared.keySet());
    missing.removeAll(written);
    if (!missing.isEmpty()) {
      throw new IllegalStateException(
          "action '" + name + "' must write what it declares but did not" + " write "
              + Shown.names(missing) + "; it wrote " + Shown.names(written));
    }
    return merged(before, end.state());
  }

  /**
   * Types are erased, so that an author can be wrong about one.
   *
   * @throws IllegalStateException naming what was wanted and what came
   */
  static void checkResult(Class<?> type, @Nullable Object result) {
    if (!type.isInstance(result)) {
      throw new IllegalStateException("the final result must be a " + type.getSimpleName()
          + " but was " + (result == null ? "null" : "a " + Shown.value(result)));
    }
  }

  private State merged(State before, State after) {
    State merged = before;
    for (Field<?> field : declared.values()) {
      Object stored = after.storedOrNull(field.name());
      merged = stored == null
          ? merged.without(Set.of(field.name()))
          : merged.put(field.name(), admitted(field, stored));
    }
    return merged;
  }

  private Object admitted(Field<?> field, Object stored) {
    String what = "field '" + field.name() + "' written by action '" + name + "'";
    try {
      return field.adopt(what, stored);
    } catch (IllegalArgumentException e) {
      throw new IllegalStateException(e.getMessage(), e);
    }
  }
}
