package io.millrace.core.action;

/**
 * An exception of a hook.
 *
 * @param hook the hook
 * @param event the method that threw
 * @param application the application's id
 * @param error what it threw
 */
public record HookFailure(Hook hook, String event, String application, RuntimeException error) {

  @Override
  public String toString() {
    return "hook " + hook.getClass().getName() + " failed at " + event + " of application '"
        + application + "': " + error;
  }
}
