package io.millrace.modelserver;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a client asks.
 *
 * @param chat whether it came to {@code /v1/chat/completions}; otherwise it came to {@code /v1/completions}
 * @param messages the texts of the conversation's messages, or the one prompt
 * @param model the model asked for; empty if none was named
 * @param stream whether the answer is to be streamed
 * @param usage whether the stream is to say how many tokens there were
 * @param maxTokens the most tokens to answer with
 * @param stop texts at which the answer ends
 * @param seed what to draw the answer with
 * @param headers the request's headers, by name in lower case; of those sent twice, the first
 */
public record Question(
    boolean chat,
    List<String> messages,
    String model,
    boolean stream,
    boolean usage,
    Optional<Long> maxTokens,
    List<String> stop,
    Optional<Long> seed,
    Map<String, String> headers) {

  /** Copies the collections, and refuses a question without a message. */
  public Question {
    messages = List.copyOf(messages);
    stop = List.copyOf(stop);
    headers = Map.copyOf(headers);
    if (messages.isEmpty()) {
      throw new IllegalArgumentException("messages must hold one at least but are empty");
    }
  }

  /** The last message. */
  public String prompt() {
    return messages.get(messages.size() - 1);
  }

  /** A number that is the same for equal messages and seeds, on every JVM. */
  public int hash() {
    return 31 * messages.hashCode() + seed.hashCode();
  }
}
