/**
 * The law on Flink's operator harness: {@link io.millrace.testkit.flink.OperatorLaws} runs a module, with its own state and
 * parameters, in the operators that {@link io.millrace.flink.TaskStreams} builds, and compares what comes out with plain
 * Java. No cluster is started and nothing is waited for.
 *
 * <p>An {@link io.millrace.testkit.flink.Ordeal} is what befalls an operator: which backend it keeps its state in, what is
 * delivered twice or in disorder, when it fails. A failure names the simplest one found, to be run again.
 */
@NullMarked
package io.millrace.testkit.flink;

import org.jspecify.annotations.NullMarked;
