package io.millrace.core.action;

/**
 * A way from an action that failed, all its attempts over, to another.
 *
 * @param from the action that failed, which has changed nothing
 * @param to the action it leads to
 * @param error what it must have failed with
 */
public record ErrorTransition(String from, String to, Class<? extends Exception> error) {}
