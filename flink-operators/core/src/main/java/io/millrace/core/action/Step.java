package io.millrace.core.action;

import java.io.Serializable;

/**
 * One attempt at one step, by name.
 *
 * @param application the application's id
 * @param action the action's name
 * @param sequence the step's number in the application
 * @param attempt the attempt's number at this step
 * @param streams whether its intermediate results go to the caller
 */
public record Step(String application, String action, long sequence, int attempt, boolean streams)
    implements Serializable {

  @Override
  public String toString() {
    return "action '" + action + "' (step " + sequence + ", attempt " + attempt + ")";
  }
}
