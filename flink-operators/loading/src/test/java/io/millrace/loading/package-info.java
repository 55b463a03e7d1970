@NullMarked
package io.millrace.loading;

import org.jspecify.annotations.NullMarked;
