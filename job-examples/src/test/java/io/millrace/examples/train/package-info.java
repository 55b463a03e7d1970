@NullMarked
package io.millrace.examples.train;

import org.jspecify.annotations.NullMarked;
