/**
 * A Flink as it is in production, for this build's own tests and its soak: a JobManager and TaskManagers, each a process,
 * which are killed, paused and started again.
 *
 * <p>{@link io.millrace.cluster.FlinkCluster} starts the processes, {@link io.millrace.cluster.FlinkRest} asks them. Nothing here
 * needs Flink's classes: whoever starts a cluster says on which class path it runs.
 */
@NullMarked
package io.millrace.cluster;

import org.jspecify.annotations.NullMarked;
