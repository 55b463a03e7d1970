/**
 * What was found in the last seconds of every text: the stream → unary flavour over a window of Flink's in place of the
 * request.
 *
 * <p>{@link WindowsPipeline} is the job; {@link WindowsCommand} connects it to topics.
 */
@NullMarked
package io.millrace.examples.windows;

import org.jspecify.annotations.NullMarked;
