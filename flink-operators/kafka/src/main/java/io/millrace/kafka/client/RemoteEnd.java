package io.millrace.kafka.client;

import io.millrace.core.Message;
import io.millrace.core.Status;
import io.millrace.core.action.Field;
import io.millrace.core.action.Outcome;
import io.millrace.kafka.action.AnyValues;
import io.millrace.schemas.ActionReply;
import io.millrace.schemas.ActionReplyEnd;
import io.millrace.schemas.ActionReplyEnding;
import io.millrace.schemas.AnyValue;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a request ended.
 *
 * @param status OK, or why it failed; what is below then says where the application stands
 * @param ending why it ended; null if it failed, or ended in a way that this version does not know
 * @param action the action it halted after, or before; null if there is none, or it failed
 * @param step the number of the next step: how many the application has done; -1 if the application did not say
 * @param items how many intermediate results the last attempt has sent; -1 if the application did not say
 * @param result the final result as it was written; null if there is none
 * @param state the fields of the state that were wanted, as they were written, as far as they are there
 */
public record RemoteEnd(
    Status status,
    Outcome.@Nullable Ending ending,
    @Nullable String action,
    long step,
    long items,
    @Nullable AnyValue result,
    Map<String, AnyValue> state) {

  private static final long UNSAID = -1;

  /** Copies the map. */
  public RemoteEnd {
    state = Map.copyOf(state);
  }

  /** One of which the application says no more than the status, or nothing. */
  static RemoteEnd of(Status status) {
    return new RemoteEnd(status, null, null, UNSAID, UNSAID, null, Map.of());
  }

  static RemoteEnd of(Message<ActionReply> last) {
    ActionReply reply = last.payload();
    ActionReplyEnd end = reply == null ? null : reply.getEnded();
    if (end == null) {
      return of(
          last.status().isOk()
              ? Status.Code.DATA_LOSS.because("the end must say how it came but does not")
              : last.status());
    }
    return new RemoteEnd(
        last.status(),
        ending(end.getEnding()),
        end.getAction(),
        end.getStep(),
        end.getItems(),
        end.getFinalResult(),
        end.getState());
  }

  private static Outcome.@Nullable Ending ending(@Nullable ActionReplyEnding ending) {
    return ending == null || ending == ActionReplyEnding.UNKNOWN
        ? null
        : Outcome.Ending.valueOf(ending.name());
  }

  /** Whether it went well. */
  public boolean isOk() {
    return status.isOk();
  }

  /**
   * The final result.
   *
   * @throws IllegalStateException if there is none
   * @throws IllegalArgumentException if it is of another class, naming what is there
   */
  public <R> R result(Class<R> type) {
    if (result == null) {
      throw new IllegalStateException(
          "the result must be a " + type.getSimpleName() + " but there is none: " + ending);
    }
    return AnyValues.read("the result of action '" + action + "'", result, type);
  }

  /**
   * A field of the state; nothing if it was not wanted, or is not there.
   *
   * @throws IllegalArgumentException if it is of another type, naming what is there
   */
  public <T> Optional<T> find(Field<T> field) {
    AnyValue written = state.get(field.name());
    return written == null
        ? Optional.empty()
        : Optional.of(AnyValues.read("field '" + field.name() + "'", written, field.type()));
  }

  /**
   * A field of the state.
   *
   * @throws IllegalStateException if it was not wanted, or is not there
   * @throws IllegalArgumentException if it is of another type, naming what is there
   */
  public <T> T get(Field<T> field) {
    return find(field)
        .orElseThrow(() -> new IllegalStateException("there is no field '" + field.name()
            + "' in the end; there are " + state.keySet().stream().sorted().toList()));
  }

  /** This, if it went well. */
  RemoteEnd orThrow() {
    if (!isOk()) {
      throw status.asException();
    }
    return this;
  }
}
