@NullMarked
package io.millrace.examples.actions;

import org.jspecify.annotations.NullMarked;
