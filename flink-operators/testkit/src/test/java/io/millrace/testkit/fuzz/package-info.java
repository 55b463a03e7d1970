/** Tests of the fuzzing loop. */
@NullMarked
package io.millrace.testkit.fuzz;

import org.jspecify.annotations.NullMarked;
