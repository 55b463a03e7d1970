package io.millrace.text;

import io.millrace.core.task.ModuleRunner;
import io.millrace.core.task.TaskModule;
import io.millrace.schemas.ClassificationResult;
import io.millrace.schemas.ClassificationResults;
import io.millrace.schemas.TokenClassificationResult;
import io.millrace.schemas.TokenClassificationResults;
import io.millrace.schemas.TokenClassificationStreamResult;
import io.millrace.tasks.StandardTasks;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Small classifiers that see whole texts only. */
final class Labelling {

  private Labelling() {}

  /** Gives every text these labels, with a score of .9. */
  static ModuleRunner<String, String, ClassificationResults, ClassificationResult> everyText(
      String... labels) {
    return StandardTasks.TEXT_CLASSIFICATION.runner(TaskModule.named("every-text", "1.0.0")
        .serves(
            StandardTasks.TEXT_CLASSIFICATION,
            as ->
                as.unaryUnary((text, parameters) -> new ClassificationResults(Arrays.stream(labels)
                    .map(label -> new ClassificationResult(label, 0.9))
                    .toList())))
        .build());
  }

  /** Labels these words as THING wherever they stand, each with its score. */
  static ModuleRunner<String, String, TokenClassificationResults, TokenClassificationStreamResult>
      things(Map<String, Double> scores) {
    return StandardTasks.TOKEN_CLASSIFICATION.runner(TaskModule.named("things", "1.0.0")
        .serves(
            StandardTasks.TOKEN_CLASSIFICATION,
            as -> as.unaryUnary((text, parameters) -> new TokenClassificationResults(
                scores.entrySet().stream()
                    .flatMap(word -> occurrences(text, word.getKey(), word.getValue()))
                    .toList(),
                null)))
        .build());
  }

  private static Stream<TokenClassificationResult> occurrences(
      String text, String word, double score) {
    List<TokenClassificationResult> found = new ArrayList<>();
    for (int at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
      long start = text.codePointCount(0, at);
      found.add(new TokenClassificationResult(
          start, start + CodePoints.count(word), word, "THING", null, score, null));
    }
    return found.stream();
  }
}
