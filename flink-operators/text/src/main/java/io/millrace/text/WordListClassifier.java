package io.millrace.text;

import io.millrace.core.Parameters;
import io.millrace.core.task.UnaryUnary;
import io.millrace.schemas.ClassificationResult;
import io.millrace.schemas.ClassificationResults;
import io.millrace.tasks.StandardTasks;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Turns what the words of a text say into scores. */
record WordListClassifier(Lexicon lexicon, WordReader reader)
    implements UnaryUnary<String, ClassificationResults> {

  /** What stands against a single word: additive smoothing. */
  private static final double DOUBT = 1;

  @Override
  public ClassificationResults run(String text, Parameters parameters) {
    List<String> labels = lexicon.labels();
    List<String> wanted = WantedLabels.of(parameters, labels);
    double threshold = parameters.get(StandardTasks.THRESHOLD);
    double[] evidence = lexicon.evidence(reader.read(text));
    double all = DOUBT + Arrays.stream(evidence).sum();
    return new ClassificationResults(IntStream.range(0, evidence.length)
        .mapToObj(label -> new ClassificationResult(labels.get(label), evidence[label] / all))
        .filter(result -> wanted.isEmpty() || wanted.contains(result.getLabel()))
        .filter(result -> result.getScore() >= threshold)
        .sorted(Comparator.comparingDouble(ClassificationResult::getScore).reversed())
        .toList());
  }
}
