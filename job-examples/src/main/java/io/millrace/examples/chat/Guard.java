package io.millrace.examples.chat;

import io.millrace.core.task.ModuleRunner;
import io.millrace.examples.entities.TextModules;
import io.millrace.schemas.TokenClassificationResult;
import io.millrace.schemas.TokenClassificationResults;
import io.millrace.schemas.TokenClassificationStreamResult;
import java.util.List;

/**
 * Looks at prompts before the model does, with the modules of the job {@code entities}.
 *
 * @param entities finds entities
 * @param masking puts the label in the place of each
 */
record Guard(
    ModuleRunner<String, String, TokenClassificationResults, TokenClassificationStreamResult>
        entities,
    ModuleRunner<String, String, String, String> masking) {

  /** A guard with modules of its own, which hold nothing that must be released. */
  static Guard open() {
    return new Guard(TextModules.entities(), TextModules.masking());
  }

  /** The labels of a prompt's entities, each once. */
  List<String> labels(String prompt) {
    return entities.unaryUnary(prompt).getResults().stream()
        .map(TokenClassificationResult::getEntity)
        .distinct()
        .toList();
  }

  /** The prompt as the model may see it. */
  String mask(String prompt) {
    return masking.unaryUnary(prompt);
  }

  /**
   * Checks that what was let through is this prompt.
   *
   * @throws StalePromptException if it is another
   */
  void requireLetThrough(String prompt, String letThrough) {
    if (!mask(prompt).equals(letThrough)) {
      throw new StalePromptException();
    }
  }
}
