/**
 * One model, two tasks: entities and sentiment from one generator of text, by different prompts and different readings of
 * what it answers. {@link MultiTaskModule} is the module, {@link MultiTaskPipeline} runs it as both tasks over one stream.
 *
 * <p>The generator here follows rules, so that the example runs anywhere; any module for text generation can take its
 * place.
 */
@NullMarked
package io.millrace.examples.multitask;

import org.jspecify.annotations.NullMarked;
