/**
 * Charts of rows as SVG.
 */
@NullMarked
package io.millrace.benchmarks.chart;

import org.jspecify.annotations.NullMarked;
