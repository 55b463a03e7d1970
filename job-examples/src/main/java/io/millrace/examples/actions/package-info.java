/**
 * What the jobs of streaming actions have in common: requests come from one topic, and all that comes of them goes to
 * another. {@link ActionCommand} has the options, {@link ActionJob} connects an application's graph to topics.
 */
@NullMarked
package io.millrace.examples.actions;

import org.jspecify.annotations.NullMarked;
