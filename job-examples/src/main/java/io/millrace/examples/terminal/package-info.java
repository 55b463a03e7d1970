/** What a person sees while a job runs: lines that change in place on a terminal, plain lines elsewhere. */
@NullMarked
package io.millrace.examples.terminal;

import org.jspecify.annotations.NullMarked;
