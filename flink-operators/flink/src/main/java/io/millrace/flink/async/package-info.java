/**
 * Reads many answers at a time, each no faster than they are taken. A {@link io.millrace.flink.async.Source} begins an
 * answer on a worker, or by subscription; its elements wait in a {@link io.millrace.flink.async.Reading}, bounded by an
 * {@link io.millrace.flink.async.Allowance}, until the one thread that takes them is woken by {@link
 * io.millrace.flink.async.Ready}.
 *
 * <p>Nothing here knows Flink: the operator of {@link io.millrace.flink} is the one that takes.
 */
@NullMarked
package io.millrace.flink.async;

import org.jspecify.annotations.NullMarked;
