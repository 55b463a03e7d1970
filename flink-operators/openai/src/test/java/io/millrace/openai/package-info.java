@NullMarked
package io.millrace.openai;

import org.jspecify.annotations.NullMarked;
