@NullMarked
package io.millrace.examples.letters;

import org.jspecify.annotations.NullMarked;
