/**
 * OpenAI's {@code chat.completion.chunk} records as requests. A choice's text is a request, and so are its refusal and the
 * arguments of each of its tool calls: {@code id}, {@code id/refusal}, {@code id/tool-0}; {@code id#1}, {@code
 * id#1/refusal} of the second choice.
 *
 * <p>{@link io.millrace.kafka.openai.ChunkReader} is the door. {@code ChunkParser} makes a {@code Chunk} of JSON, {@code
 * Completions} remembers per partition what one record cannot know: which texts a finish reason ends.
 *
 * <p>{@link io.millrace.kafka.openai.TextFormat} reads what a model is asked: records that each hold a whole text.
 */
@NullMarked
package io.millrace.kafka.openai;

import org.jspecify.annotations.NullMarked;
