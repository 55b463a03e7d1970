/**
 * What runs: a {@link io.millrace.core.task.Task} is the contract, a {@link io.millrace.core.task.TaskModule} implements
 * it in whichever of the four flavours suits its author, and a {@link io.millrace.core.task.ModuleRunner} gives all four.
 *
 * <p>A missing flavour is composed from a native one and the task's translators. Four steps suffice ({@code SplitInput},
 * {@code JoinInput}, {@code SplitOutput}, {@code JoinOutput}); {@code Derivation} chooses and composes them.
 */
@NullMarked
package io.millrace.core.task;

import org.jspecify.annotations.NullMarked;
