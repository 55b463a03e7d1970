/**
 * A seeded loop that feeds a reader of bytes with what no writer would write.
 *
 * <p>{@link io.millrace.testkit.fuzz.Fuzzing} mutates examples, and asserts of every input that it is read or refused as the
 * reader's contract says, soon, and with little memory.
 */
@NullMarked
package io.millrace.testkit.fuzz;

import org.jspecify.annotations.NullMarked;
