package io.millrace.core.action;

/**
 * How a step ends: its final result, and the state it leaves.
 *
 * @param <R> the result
 * @param result the final result, whole: intermediate results joined
 * @param state the state that the action was given, with what it writes
 */
public record Final<R>(R result, State state) {}
