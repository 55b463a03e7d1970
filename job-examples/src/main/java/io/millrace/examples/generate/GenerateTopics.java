package io.millrace.examples.generate;

import io.millrace.examples.entities.EntitiesTopics;
import java.util.ArrayList;
import java.util.List;

/**
 * The topics of the job.
 *
 * @param prompts what the model is asked, in
 * @param texts what it says, piece by piece, and what is made of that, out
 */
record GenerateTopics(String prompts, EntitiesTopics texts) {

  private static final EntitiesTopics USUAL = EntitiesTopics.DEFAULT;

  /** The usual names. */
  static final GenerateTopics DEFAULT = new GenerateTopics(
      "llm.prompts",
      new EntitiesTopics(
          "llm.tokens",
          USUAL.entities(),
          USUAL.masked(),
          USUAL.generations(),
          USUAL.deadLetters()));

  /** Validates that the prompts are no output; that these differ is seen to. */
  GenerateTopics {
    if (outputs(texts).contains(prompts)) {
      throw new IllegalArgumentException("prompts must be a topic that is not written, which are "
          + outputs(texts) + ", but were " + prompts);
    }
  }

  /** The topic of what the model says. */
  String tokens() {
    return texts.chunks();
  }

  /** The topics that are written. */
  List<String> outputs() {
    return outputs(texts);
  }

  private static List<String> outputs(EntitiesTopics texts) {
    List<String> all = new ArrayList<>(List.of(texts.chunks()));
    all.addAll(texts.outputs());
    return all;
  }
}
