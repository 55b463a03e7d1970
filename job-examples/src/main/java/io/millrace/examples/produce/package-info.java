/**
 * Plays recorded completions into a topic, as a model server's gateway would: several at a time, at the speed of reading,
 * each record keyed by its completion.
 *
 * <p>{@link Transcript}s are read from files, an {@link Interleaving} says what comes when, and a {@link Player} sends.
 */
@NullMarked
package io.millrace.examples.produce;

import org.jspecify.annotations.NullMarked;
