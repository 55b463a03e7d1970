/**
 * Stateful applications in plain Java: a {@link io.millrace.core.action.Graph} of {@link io.millrace.core.action.Action}s
 * over an immutable {@link io.millrace.core.action.State}. A streaming action gives intermediate results as they come, and
 * ends with one final result and one new state. {@link io.millrace.core.action.Application} is the door.
 *
 * <p>The rules (which action is next, halts, checks of what is written, retries, hooks) are all in {@code Run}, a machine
 * over plain values; {@code Execution} drives it by running each step as a {@code Flow.Publisher}. Blocking and
 * non-blocking callers, and engines, drive the same machine.
 */
@NullMarked
package io.millrace.core.action;

import org.jspecify.annotations.NullMarked;
