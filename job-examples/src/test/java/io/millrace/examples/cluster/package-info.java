/** The jobs on a cluster: what the jar brings to it, and the jar on one whose processes are killed. */
@NullMarked
package io.millrace.examples.cluster;

import org.jspecify.annotations.NullMarked;
