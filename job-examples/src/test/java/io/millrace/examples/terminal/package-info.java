@NullMarked
package io.millrace.examples.terminal;

import org.jspecify.annotations.NullMarked;
