/**
 * What personal data looks like: for each built-in label, an expression that finds candidates and a library that says which
 * are real. {@link io.millrace.text.pii.BuiltIn} lists them.
 *
 * <p>Expressions are linear: their repetitions are bounded or possessive. Scores are graded: what a checksum or a registry
 * confirms is near 1; what only looks right is at the default threshold or below it.
 */
@NullMarked
package io.millrace.text.pii;

import org.jspecify.annotations.NullMarked;
