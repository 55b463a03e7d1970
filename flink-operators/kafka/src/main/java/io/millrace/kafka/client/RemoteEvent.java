package io.millrace.kafka.client;

import io.millrace.kafka.action.AnyValues;
import io.millrace.schemas.AnyValue;

/** What comes of a request before its end. */
public sealed interface RemoteEvent {

  /**
   * An intermediate result.
   *
   * @param action the action's name
   * @param step the step's number in the application
   * @param attempt the attempt at this step: a step that is tried again begins with index 0 under a higher one
   * @param index its number in the attempt at the step, from 0
   * @param written the value as it was written
   */
  record Item(String action, long step, int attempt, long index, AnyValue written)
      implements RemoteEvent {

    /**
     * The value.
     *
     * @throws IllegalArgumentException if it is of another class, naming what is there
     */
    public <I> I value(Class<I> type) {
      return AnyValues.read("an item of action '" + action + "'", written, type);
    }
  }

  /**
   * The job had a failure, or was rescaled, and the request runs again from the last step that was kept: what is left comes under
   * a higher attempt. Of the step that was under way the items come again from index 0; those of the steps that were done do not.
   *
   * @param attempt the request's attempt from here on
   * @param superseded how many intermediate results of the attempt before it have been given
   */
  record Restarted(int attempt, long superseded) implements RemoteEvent {}
}
