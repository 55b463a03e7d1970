/**
 * What the rows are compared with: jobs as a competent engineer writes them by hand, without this library's operators.
 */
@NullMarked
package io.millrace.benchmarks.hand;

import org.jspecify.annotations.NullMarked;
