/**
 * Live tokens out of a model server: prompts in, and out, while they are still being generated, the tokens, the masked
 * tokens, the entities, and at last the whole texts.
 *
 * <p>{@link GeneratePipeline} is the job; {@link GenerateCommand} connects it to topics and to a server: one that is there,
 * or a {@link io.millrace.examples.server.RecordedServer}, which needs no model and so runs anywhere.
 */
@NullMarked
package io.millrace.examples.generate;

import org.jspecify.annotations.NullMarked;
