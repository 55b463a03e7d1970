@NullMarked
package io.millrace.examples.cli;

import org.jspecify.annotations.NullMarked;
