@NullMarked
package io.millrace.examples.backfill;

import org.jspecify.annotations.NullMarked;
