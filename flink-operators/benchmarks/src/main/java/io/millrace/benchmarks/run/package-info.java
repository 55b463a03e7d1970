/**
 * Runs jobs in a Flink of this process and measures a stretch of each.
 */
@NullMarked
package io.millrace.benchmarks.run;

import org.jspecify.annotations.NullMarked;
