package io.millrace.examples.produce;

import java.util.List;

/**
 * One recorded completion.
 *
 * @param id the completion's id, the key of its records
 * @param chunks its {@code chat.completion.chunk} objects as they were sent
 */
public record Transcript(String id, List<String> chunks) {

  /** Copies the chunks. */
  public Transcript {
    chunks = List.copyOf(chunks);
    if (chunks.isEmpty()) {
      throw new IllegalArgumentException("transcript '" + id + "' must have a chunk but has none");
    }
  }
}
