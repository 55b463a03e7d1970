/**
 * The table: lines of ratios, and how they are printed.
 */
@NullMarked
package io.millrace.benchmarks.table;

import org.jspecify.annotations.NullMarked;
