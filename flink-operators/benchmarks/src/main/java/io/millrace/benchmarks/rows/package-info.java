/**
 * The rows of the table, each of which knows how it is measured.
 */
@NullMarked
package io.millrace.benchmarks.rows;

import org.jspecify.annotations.NullMarked;
