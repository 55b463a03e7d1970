/** The job while Kafka misbehaves. */
@NullMarked
package io.millrace.examples.faults;

import org.jspecify.annotations.NullMarked;
