/**
 * What could not be worked on, once its cause is known: lists dead letters, groups them, and replays those chosen. A record
 * goes back as it was; a request is written again whole, as its next attempt.
 *
 * <p>{@link LettersCommand} is the command. {@link Letters} are read and filtered, {@link Planning} says of each what is to
 * be written, or why nothing is, from one pass over each {@link SourcePartition}, and only then {@link ReplayWriter} writes.
 */
@NullMarked
package io.millrace.examples.letters;

import org.jspecify.annotations.NullMarked;
