/** What the commands of all jobs share: how they find Kafka, set Flink, and say that something is wrong. */
@NullMarked
package io.millrace.examples.cli;

import org.jspecify.annotations.NullMarked;
