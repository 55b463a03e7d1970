/**
 * A server with OpenAI's API and no model: it replays answers, at a set speed and with faults where asked for. {@link
 * io.millrace.modelserver.ModelServer} is the door; {@link io.millrace.modelserver.Answers} chooses what is answered.
 *
 * <p>What it sends depends on the request alone: equal requests get equal bytes. One thread holds thousands of slow
 * answers, as nobody waits for any of them ({@code Playback} is driven by the event loop's clock).
 */
@NullMarked
package io.millrace.modelserver;

import org.jspecify.annotations.NullMarked;
