/**
 * The jobs, and the one command that starts them: {@code java -jar job-examples.jar JOB [options]}.
 *
 * <p>Each job has a package: a command that reads options and chooses sources and sinks, and a pipeline between them that
 * a test calls with its own. {@link io.millrace.examples.entities} is the main one.
 */
@NullMarked
package io.millrace.examples;

import org.jspecify.annotations.NullMarked;
