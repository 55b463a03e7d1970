@NullMarked
package io.millrace.testkit.flink;

import org.jspecify.annotations.NullMarked;
