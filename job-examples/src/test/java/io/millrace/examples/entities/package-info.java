@NullMarked
package io.millrace.examples.entities;

import org.jspecify.annotations.NullMarked;
