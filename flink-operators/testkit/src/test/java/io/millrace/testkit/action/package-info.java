@NullMarked
package io.millrace.testkit.action;

import org.jspecify.annotations.NullMarked;
