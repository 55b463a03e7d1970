package io.millrace.core.action;

/**
 * Where a run stops.
 *
 * @param when before or after the action
 * @param by whether {@code name} is an action's or a tag
 * @param name the action's name, or a tag that actions have
 */
public record Halt(When when, By by, String name) {

  /** On which side of the action. */
  public enum When {
    BEFORE,
    AFTER
  }

  /** What is named. */
  public enum By {
    ACTION,
    TAG
  }

  /** Before the action runs: also at once, if it is the next. */
  public static Halt before(String action) {
    return new Halt(When.BEFORE, By.ACTION, action);
  }

  /** After the action has run in this request. */
  public static Halt after(String action) {
    return new Halt(When.AFTER, By.ACTION, action);
  }

  /** Before any action with the tag. */
  public static Halt beforeTag(String tag) {
    return new Halt(When.BEFORE, By.TAG, tag);
  }

  /** After any action with the tag. */
  public static Halt afterTag(String tag) {
    return new Halt(When.AFTER, By.TAG, tag);
  }

  boolean holds(When side, String action, Graph graph) {
    if (when != side) {
      return false;
    }
    return by == By.ACTION ? name.equals(action) : graph.action(action).tags().contains(name);
  }
}
