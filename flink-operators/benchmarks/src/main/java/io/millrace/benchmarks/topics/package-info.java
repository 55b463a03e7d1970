/**
 * The jobs between topics and what measures them: writers, a reader that takes the time, and marks within a job.
 */
@NullMarked
package io.millrace.benchmarks.topics;

import org.jspecify.annotations.NullMarked;
