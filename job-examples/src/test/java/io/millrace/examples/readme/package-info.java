@NullMarked
package io.millrace.examples.readme;

import org.jspecify.annotations.NullMarked;
