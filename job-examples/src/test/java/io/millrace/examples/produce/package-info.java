@NullMarked
package io.millrace.examples.produce;

import org.jspecify.annotations.NullMarked;
