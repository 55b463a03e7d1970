package io.millrace.flink;

import java.util.List;
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
 * @param finals how its last requests ended, the oldest first
 * @param past how many of its earlier states are kept, those after the steps just before the last
 */
public record ActionKept(
    Map<String, Object> state,
    @Nullable String last,
    @Nullable String redirect,
    long sequence,
    int attempt,
    long parkedAt,
    List<ActionEnd> finals,
    int past) {

  /** Copies the collections. */
  public ActionKept {
    state = Map.copyOf(state);
    finals = List.copyOf(finals);
  }
}
