package io.millrace.flink;

import io.millrace.core.Status;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the tasks of an operator of applications tell each other about a fork: first the question for a state, to the task
 * of the source; then its answer. Made by the operator alone. Public only because Flink's serializer of records must see it.
 *
 * @param status null in a question; in an answer OK, or why there is no state
 * @param state the state's fields
 * @param last the action done last; null before the first
 * @param redirect the action that a failure has led to; null if none has
 * @param sequence the number of the next step
 * @param opening which opening of the operator has asked
 */
public record ActionRelay(
    @Nullable Status status,
    Map<String, Object> state,
    @Nullable String last,
    @Nullable String redirect,
    long sequence,
    long opening) {

  /** Copies the state. */
  public ActionRelay {
    state = Map.copyOf(state);
  }

  /** The question. */
  static ActionRelay question(long opening) {
    return new ActionRelay(null, Map.of(), null, null, 0, opening);
  }

  /** The answer that there is no such state. */
  static ActionRelay refusal(Status status) {
    return new ActionRelay(status, Map.of(), null, null, 0, 0);
  }

  /** The same, to whoever has asked. */
  ActionRelay to(ActionRelay question) {
    return new ActionRelay(status, state, last, redirect, sequence, question.opening);
  }

  boolean isQuestion() {
    return status == null;
  }
}
