/**
 * The small rows, measured by JMH. Each can also be run alone: {@code java -cp benchmarks.jar org.openjdk.jmh.Main EntitySearch}.
 */
@NullMarked
package io.millrace.benchmarks.micro;

import org.jspecify.annotations.NullMarked;
