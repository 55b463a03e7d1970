package io.millrace.core.action;

import org.jspecify.annotations.Nullable;

/**
 * How an attempt ended.
 *
 * @param result the final result; null if it failed
 * @param state the state after it: as it was before, if it failed
 * @param error what it failed with; null if it did not
 */
public record StepEnd(
    @Nullable Object result, State state, @Nullable Throwable error) {}
