package io.millrace.core.action;

import org.jspecify.annotations.Nullable;

/**
 * How a request ended.
 *
 * @param outcome how it ended; null if it failed
 * @param state the state after it
 * @param error what it failed with; null if it did not
 */
public record CallEnd(
    @Nullable Outcome outcome, State state, @Nullable Throwable error) {}
