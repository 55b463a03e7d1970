@NullMarked
package io.millrace.modelserver;

import org.jspecify.annotations.NullMarked;
