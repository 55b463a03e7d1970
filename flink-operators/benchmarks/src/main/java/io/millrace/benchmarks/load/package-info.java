/**
 * What the jobs are given, and the light module that most of them run.
 */
@NullMarked
package io.millrace.benchmarks.load;

import org.jspecify.annotations.NullMarked;
