@NullMarked
package io.millrace.examples.multitask;

import org.jspecify.annotations.NullMarked;
