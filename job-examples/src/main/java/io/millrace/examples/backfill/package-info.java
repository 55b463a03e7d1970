/**
 * Runs the modules of the live job over stored texts, bounded: files of JSON lines in, one line a request out.
 *
 * <p>{@link StoredRequests} tells what each line holds, {@link BackfillPipeline} runs the modules, {@link BackfillCommand}
 * connects files to both ends.
 */
@NullMarked
package io.millrace.examples.backfill;

import org.jspecify.annotations.NullMarked;
