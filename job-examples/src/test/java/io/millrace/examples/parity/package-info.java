@NullMarked
package io.millrace.examples.parity;

import org.jspecify.annotations.NullMarked;
