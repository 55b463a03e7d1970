package io.millrace.core.action;

import java.util.List;

/**
 * What the classes of actions have in common: the declaration, and the update of the state with the final result. Extend
 * {@link PlainAction}, {@link StreamingAction} or {@link SourceAction}.
 *
 * @param <R> the final result
 */
public sealed interface ActionClass<R> permits PlainAction, StreamingAction, SourceAction {

  /** The final result's class. */
  Class<R> resultType();

  /** What the action sees of the state. */
  List<Field<?>> reads();

  /** What the action writes: all of it, each time. */
  List<Field<?>> writes();

  /** What the action takes from a request; nothing, unless said. */
  default List<Input<?>> inputs() {
    return List.of();
  }

  /** The classes of the items that branches may give, for an action of {@link BranchItem}s; any, unless said. */
  default List<Class<?>> branchItems() {
    return List.of();
  }

  /** The state that the final result leads to. */
  State update(R result, State state);
}
