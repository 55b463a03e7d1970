package io.millrace.flink;

import java.util.Map;
import java.util.Objects;

/**
 * An intermediate result of an action on Flink: the element of a request's messages.
 *
 * @param application the application's id
 * @param partition what the id is unique in; empty if it is unique in itself
 * @param action the action's name
 * @param step the step's number in the application
 * @param attempt the attempt's number at this step: a step that is tried again begins with index 0 under a higher one
 * @param index its number in the attempt at the step, from 0
 * @param byAction the value, under the name of its action: of which class it is, its action says
 */
public record ActionItem(
    String application,
    String partition,
    String action,
    long step,
    int attempt,
    long index,
    Map<String, Object> byAction) {

  /** Copies the value's map. */
  public ActionItem {
    byAction = Map.copyOf(byAction);
  }

  /**
   * The value.
   *
   * @throws ClassCastException if it is of another class
   */
  public <I> I value(Class<I> type) {
    return type.cast(Objects.requireNonNull(byAction.get(action)));
  }
}
