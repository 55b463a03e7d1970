/**
 * Which model server a job asks: one that is there, or {@link RecordedServer}, which needs no model and so runs anywhere.
 * {@link ServerOptions} are the options.
 */
@NullMarked
package io.millrace.examples.server;

import org.jspecify.annotations.NullMarked;
