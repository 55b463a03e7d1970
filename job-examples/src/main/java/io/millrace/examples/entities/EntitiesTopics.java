package io.millrace.examples.entities;

import java.util.HashSet;
import java.util.List;

/**
 * The topics of the job.
 *
 * @param chunks {@code chat.completion.chunk} JSON, in
 * @param entities entities in frames, out
 * @param masked masked text in pieces, out
 * @param generations whole texts, out
 * @param deadLetters what could not be worked on, out
 */
public record EntitiesTopics(
    String chunks, String entities, String masked, String generations, String deadLetters) {

  /** The usual names. */
  public static final EntitiesTopics DEFAULT = new EntitiesTopics(
      "llm.chunks", "llm.entities", "llm.masked", "llm.generations", "llm.dead-letters");

  /** Validates that no topic is two things. */
  public EntitiesTopics {
    List<String> all = List.of(chunks, entities, masked, generations, deadLetters);
    if (new HashSet<>(all).size() < all.size()) {
      throw new IllegalArgumentException("topics must be five different ones but were " + all);
    }
  }

  /** The same input, and outputs with a prefix. */
  public EntitiesTopics withOutputs(String prefix) {
    return new EntitiesTopics(
        chunks, prefix + entities, prefix + masked, prefix + generations, prefix + deadLetters);
  }

  /** The topics that are written. */
  public List<String> outputs() {
    return List.of(entities, masked, generations, deadLetters);
  }
}
