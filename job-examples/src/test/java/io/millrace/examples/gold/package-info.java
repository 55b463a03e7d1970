@NullMarked
package io.millrace.examples.gold;

import org.jspecify.annotations.NullMarked;
