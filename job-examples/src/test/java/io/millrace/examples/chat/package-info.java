@NullMarked
package io.millrace.examples.chat;

import org.jspecify.annotations.NullMarked;
