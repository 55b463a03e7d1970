package io.millrace.flink;

import java.util.Map;

/**
 * What Flink's state keeps of an application as it stood after a step that is not its last. Public only because Flink's
 * serializer of records must see it.
 *
 * @param state the state's fields
 * @param last the action of that step
 */
public record ActionPast(Map<String, Object> state, String last) {

  /** Copies the state. */
  public ActionPast {
    state = Map.copyOf(state);
  }
}
