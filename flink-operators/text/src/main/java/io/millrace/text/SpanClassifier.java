package io.millrace.text;

import io.millrace.core.Parameter;
import io.millrace.core.Parameters;
import io.millrace.core.task.ModuleRunner;
import io.millrace.core.task.UnaryUnary;
import io.millrace.schemas.ClassificationResult;
import io.millrace.schemas.ClassificationResults;
import io.millrace.schemas.TokenClassificationResult;
import io.millrace.schemas.TokenClassificationResults;
import io.millrace.schemas.TokenClassificationStreamResult;
import io.millrace.tasks.StandardTasks;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Has a module classify a segment by itself, and puts the results where the segment stands. */
@FunctionalInterface
interface SpanClassifier {

  TokenClassificationResults classify(Segment segment, double threshold, List<String> labels);

  /** Every label of the text is a result that spans the segment. */
  static SpanClassifier ofTexts(
      ModuleRunner<String, String, ClassificationResults, ClassificationResult> runner) {
    UnaryUnary<String, ClassificationResults> classify = runner.unaryUnary();
    Set<String> reads = names(runner.parameters());
    return (segment, threshold, labels) -> {
      ClassificationResults results =
          classify.run(segment.text(), parameters(reads, threshold, labels));
      return new TokenClassificationResults(
          results.getResults().stream().map(result -> spanning(segment, result)).toList(), null);
    };
  }

  /** The results in the text are shifted. */
  static SpanClassifier ofTokens(
      ModuleRunner<String, String, TokenClassificationResults, TokenClassificationStreamResult>
          runner) {
    UnaryUnary<String, TokenClassificationResults> classify = runner.unaryUnary();
    Set<String> reads = names(runner.parameters());
    return (segment, threshold, labels) -> {
      TokenClassificationResults results =
          classify.run(segment.text(), parameters(reads, threshold, labels));
      return new TokenClassificationResults(
          results.getResults().stream().map(result -> shifted(segment, result)).toList(),
          results.getWarnings());
    };
  }

  private static Set<String> names(List<Parameter<?>> parameters) {
    return parameters.stream().map(Parameter::name).collect(Collectors.toSet());
  }

  private static Parameters parameters(Set<String> read, double threshold, List<String> labels) {
    return Parameters.of(
            Map.of(StandardTasks.THRESHOLD.name(), threshold, StandardTasks.LABELS.name(), labels))
        .only(read);
  }

  private static TokenClassificationResult spanning(Segment segment, ClassificationResult result) {
    return new TokenClassificationResult(
        segment.start(),
        segment.end(),
        segment.text(),
        result.getLabel(),
        null,
        result.getScore(),
        null);
  }

  private static TokenClassificationResult shifted(
      Segment segment, TokenClassificationResult local) {
    long start = segment.start() + local.getStart();
    long end = segment.start() + local.getEnd();
    if (start < segment.start() || end < start || end > segment.end()) {
      throw new IllegalStateException("a classifier must answer within its text of "
          + (segment.end() - segment.start()) + " code points but answered [" + local.getStart()
          + ", " + local.getEnd() + ")");
    }
    return new TokenClassificationResult(
        start,
        end,
        local.getWord(),
        local.getEntity(),
        local.getEntityGroup(),
        local.getScore(),
        local.getTokenCount());
  }
}
