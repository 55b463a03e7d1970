@NullMarked
package io.millrace.examples.windows;

import org.jspecify.annotations.NullMarked;
