/**
 * The standard tasks: what {@code io.millrace.schemas} holds as data, as contracts that modules implement. {@link
 * io.millrace.tasks.StandardTasks} has them all.
 *
 * <p>The rest is translators. Those with frames (tokenization, token classification) cut a text's results where no span
 * crosses; those with text cut it before its blanks, and give every character back.
 */
@NullMarked
package io.millrace.tasks;

import org.jspecify.annotations.NullMarked;
