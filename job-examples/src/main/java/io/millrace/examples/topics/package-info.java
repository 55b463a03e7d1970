/** Reads what a job wrote, as any consumer could, and says whether two runs wrote the same. */
@NullMarked
package io.millrace.examples.topics;

import org.jspecify.annotations.NullMarked;
