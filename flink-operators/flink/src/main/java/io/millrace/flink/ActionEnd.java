package io.millrace.flink;

import io.millrace.core.Status;
import io.millrace.core.action.Field;
import io.millrace.core.action.Outcome;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a request to an application ended.
 *
 * @param application the application's id
 * @param partition what the id is unique in; empty if it is unique in itself
 * @param requestId the request
 * @param attempt the attempt of its messages
 * @param status OK, or why it failed; what is below then says where the application stands
 * @param ending why it ended; null if it failed, or was a fork that runs nothing
 * @param action the action it halted after, or before; null if there is none, or it failed
 * @param step the number of the next step: how many the application has done
 * @param items how many intermediate results this attempt has sent
 * @param result the final result, under the name of its action; empty if there is none
 * @param state the fields of the state that were asked for, by name, as far as they are there
 * @param endedAt when it ended, in milliseconds of processing time
 */
public record ActionEnd(
    String application,
    String partition,
    String requestId,
    int attempt,
    Status status,
    Outcome.@Nullable Ending ending,
    @Nullable String action,
    long step,
    long items,
    Map<String, Object> result,
    Map<String, Object> state,
    long endedAt) {

  /** Copies the maps. */
  public ActionEnd {
    result = Map.copyOf(result);
    state = Map.copyOf(state);
  }

  /** Whether it went well. */
  public boolean isOk() {
    return status.isOk();
  }

  /**
   * The final result, if there is one.
   *
   * @throws ClassCastException if it is of another class
   */
  public <R> Optional<R> result(Class<R> type) {
    return result.values().stream().findFirst().map(type::cast);
  }

  /**
   * A field of the state, if it was asked for and is there.
   *
   * @throws IllegalArgumentException if it is of another type
   */
  public <T> Optional<T> get(Field<T> field) {
    return Optional.ofNullable(state.get(field.name()))
        .map(value -> field.type().admit("field '" + field.name() + "'", value));
  }
}
