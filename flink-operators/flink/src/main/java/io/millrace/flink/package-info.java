/**
 * Tasks as Flink operators. {@link io.millrace.flink.TaskStreams} is the door: it takes a stream of messages and a recipe of
 * a module's runner, and gives a {@link io.millrace.flink.TaskStream} with the output and the dead letters.
 *
 * <p>Behind it, stream inputs meet one keyed function, {@code RequestFunction}: it puts the messages of each request in
 * order, drops duplicates, minds attempts and limits ({@code Sequencer} is that logic, {@code Request} the one object kept
 * between two messages), and hands the rest to the module ({@code Visit}), or on as it is ({@code Deduplication}). Whole
 * inputs meet a plain function ({@code WholeInput}). Windows put Flink's own window operator behind the keyed function.
 *
 * <p>Which version of a module a request begins with, a control stream can say ({@code ModuleControl}): to the operator that
 * it enters ({@code Steering}), and from there, in a header of each request, to those behind it ({@code Listening}). {@code
 * Versions} are those that a task has loaded. A {@code ModuleUri} is a version in a folder of any file system.
 *
 * <p>Whole inputs for slow modules ({@link io.millrace.flink.AsyncTaskStreams}) meet {@code AsyncOperator}: {@code
 * AsyncRequests} decides what a message means, {@code Flights} has the requests answered side by side, by the sources of
 * {@link io.millrace.flink.async}, and {@code AsyncStore} keeps them in the checkpoint.
 */
@NullMarked
package io.millrace.flink;

import org.jspecify.annotations.NullMarked;
