/**
 * What Millrace costs, measured: {@code java -jar benchmarks.jar table} prints one table of ratios, each to something that a
 * competent engineer would have written by hand. {@code docs/performance.md} explains the rows.
 *
 * <p>A row is a class in {@code rows}; what it compares itself with is in {@code hand}, to be read. {@code run} measures
 * jobs, {@code load} makes their input, {@code table} prints.
 */
@NullMarked
package io.millrace.benchmarks;

import org.jspecify.annotations.NullMarked;
