/**
 * What a module's author needs to hold a module to the law: streaming equals unary, however the text is cut. {@link
 * io.millrace.testkit.ModuleLaws} is the door; it needs no test framework and throws {@link AssertionError}.
 *
 * <p>{@link io.millrace.testkit.Texts} makes texts, a {@link io.millrace.testkit.Cutting} is one of them in elements, and
 * a {@link io.millrace.testkit.Scenario} is several requests interleaved. These are plain values: an operator, a cluster
 * or a topic can be fed with them too, and what comes out is judged by {@link io.millrace.testkit.ModuleLaws#checkStream}.
 * An {@link io.millrace.testkit.OtherRun} has it done, and a failure made small: so does {@code millrace-testkit-flink}, for
 * the operators.
 */
@NullMarked
package io.millrace.testkit;

import org.jspecify.annotations.NullMarked;
