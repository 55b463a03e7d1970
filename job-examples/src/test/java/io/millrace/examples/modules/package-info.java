@NullMarked
package io.millrace.examples.modules;

import org.jspecify.annotations.NullMarked;
