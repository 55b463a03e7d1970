/**
 * Conversations that live for weeks: a prompt in, the answer's tokens out as they come, and what was said kept under the
 * conversation's id.
 *
 * <p>{@link ChatGraph} is what a conversation does, in plain Java; {@link ChatCommand} connects it to topics and to a model
 * server.
 */
@NullMarked
package io.millrace.examples.chat;

import org.jspecify.annotations.NullMarked;
