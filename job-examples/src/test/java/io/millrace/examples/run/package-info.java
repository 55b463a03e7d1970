@NullMarked
package io.millrace.examples.run;

import org.jspecify.annotations.NullMarked;
