package io.millrace.core.action;

/**
 * A way from one action to the next.
 *
 * @param from the action after which it may be taken
 * @param to the action it leads to
 * @param condition when it is taken; the first of an action's transitions whose condition holds is
 */
public record Transition(String from, String to, Condition condition) {}
