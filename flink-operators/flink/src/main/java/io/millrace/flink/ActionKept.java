package io.millrace.flink;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What Flink's state keeps of an application. Public only because Flink's serializer of records must see it.
 *
 * @param state the state's fields
 * @param last the action done last; null before the first
 * @param redirect the action that a failure has led to; null if none has
 * @param sequence the number of the next step
 * @param attempt the number of the next attempt at it
 * @param parkedAt when it came to stand before an action, in milliseconds; 0 if it does not
 * @param past how many of its earlier states are kept, those after the steps just before the last
 */
public record ActionKept(
    Map<String, Object> state,
    @Nullable String last,
    @Nullable String redirect,
    long sequence,
    int attempt,
    long parkedAt,
    int past) {

  /** Copies the map. */
  public ActionKept {
    state = Map.copyOf(state);
  }

  /** The same, standing before an action since then. */
  ActionKept parked(long newParkedAt) {
    return new ActionKept(state, last, redirect, sequence, attempt, newParkedAt, past);
  }
}
