/**
 * What jobs that take any module read: envelopes, OpenAI's chunks, texts and prompts. {@link InputOptions} are the options,
 * {@link TopicInput} makes a stream of messages of them.
 */
@NullMarked
package io.millrace.examples.inputs;

import org.jspecify.annotations.NullMarked;
