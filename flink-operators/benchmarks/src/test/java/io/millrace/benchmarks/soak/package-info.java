/** The soak: what its ledgers see, and a short one. */
@NullMarked
package io.millrace.benchmarks.soak;

import org.jspecify.annotations.NullMarked;
