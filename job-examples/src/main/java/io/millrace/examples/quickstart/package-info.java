/**
 * Shows the main job at work with nothing installed: Kafka and Flink in this process, some dozens of completions played at
 * reading speed, and at the end the proof that a bounded run of the same topic gives the same bytes.
 */
@NullMarked
package io.millrace.examples.quickstart;

import org.jspecify.annotations.NullMarked;
