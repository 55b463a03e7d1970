package io.millrace.flink;

import org.jspecify.annotations.Nullable;

/**
 * What a {@link TaskAggregate} accumulates.
 *
 * @param state the module's state; null before the first message, which opens it
 */
public record Accumulated<S>(@Nullable S state) {}
