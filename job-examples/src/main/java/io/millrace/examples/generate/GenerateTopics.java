package io.millrace.examples.generate;

import io.millrace.examples.entities.EntitiesTopics;
import java.util.HashSet;
import java.util.List;

/**
 * The topics of the job.
 *
 * @param prompts what the model is asked, in
 * @param tokens what it says, piece by piece, out
 * @param entities entities in frames, out
 * @param masked masked text in pieces, out
 * @param generations whole texts, out
 * @param deadLetters what could not be worked on, out
 */
record GenerateTopics(
    String prompts,
    String tokens,
    String entities,
    String masked,
    String generations,
    String deadLetters) {

  /** The usual names. */
  static final GenerateTopics DEFAULT = new GenerateTopics(
      "llm.prompts",
      "llm.tokens",
      "llm.entities",
      "llm.masked",
      "llm.generations",
      "llm.dead-letters");

  /** Validates that no topic is two things. */
  GenerateTopics {
    List<String> all = List.of(prompts, tokens, entities, masked, generations, deadLetters);
    if (new HashSet<>(all).size() < all.size()) {
      throw new IllegalArgumentException("topics must be six different ones but were " + all);
    }
  }

  /** Those of what follows the tokens. */
  EntitiesTopics behindTokens() {
    return new EntitiesTopics(tokens, entities, masked, generations, deadLetters);
  }

  /** The topics that are written. */
  List<String> outputs() {
    return List.of(tokens, entities, masked, generations, deadLetters);
  }
}
