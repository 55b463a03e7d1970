/**
 * Any module, topic to topic: a folder with a module, one of its tasks, one of the four flavours.
 *
 * <p>{@link RunPipeline} is the job; {@link RunCommand} connects it to topics.
 */
@NullMarked
package io.millrace.examples.run;

import org.jspecify.annotations.NullMarked;
