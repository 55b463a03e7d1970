@NullMarked
package io.millrace.examples.generate;

import org.jspecify.annotations.NullMarked;
