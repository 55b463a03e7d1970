package io.millrace.flink;

import io.millrace.core.Status;
import io.millrace.core.action.Field;
import io.millrace.core.action.Graph;
import io.millrace.core.action.Inputs;
import io.millrace.core.action.State;
import io.millrace.flink.types.Refused;
import java.util.Map;

/** Between values by name, which Flink stores, and the states and inputs of a graph. */
final class ActionValues {

  private ActionValues() {}

  /**
   * An input of a request.
   *
   * @throws io.millrace.core.StatusException INVALID_ARGUMENT if the graph has no such input, or it is of another type
   */
  static Inputs input(Graph graph, String name, Object value) {
    Field<?> field = graph.inputs().get(name);
    if (field == null) {
      throw Status.Code.INVALID_ARGUMENT
          .because("the request must not give input '" + name
              + "', which the graph does not have; it has "
              + graph.inputs().keySet())
          .asException();
    }
    if (value instanceof Refused refused) {
      throw Status.Code.INVALID_ARGUMENT.because("input: " + refused.why()).asException();
    }
    try {
      return with(field, value);
    } catch (IllegalArgumentException e) {
      throw Status.Code.INVALID_ARGUMENT.because(String.valueOf(e.getMessage())).asException();
    }
  }

  private static <T> Inputs with(Field<T> field, Object value) {
    return Inputs.of(field, field.type().admit("input '" + field.name() + "'", value));
  }

  /** The state of these values; those of fields that the graph no longer has are left out. */
  static State state(Graph graph, Map<String, Object> values) {
    State state = State.EMPTY;
    for (Map.Entry<String, Object> each : values.entrySet()) {
      Field<?> field = graph.fields().get(each.getKey());
      if (field != null) {
        state = updated(state, field, each.getValue());
      }
    }
    return state;
  }

  private static <T> State updated(State state, Field<T> field, Object value) {
    return state.update(field, field.type().admit("field '" + field.name() + "'", value));
  }
}
