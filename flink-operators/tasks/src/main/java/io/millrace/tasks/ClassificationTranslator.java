package io.millrace.tasks;

import io.millrace.core.task.OutputTranslator;
import io.millrace.core.task.StateType;
import io.millrace.schemas.ClassificationResult;
import io.millrace.schemas.ClassificationResults;
import java.util.List;
import java.util.stream.Stream;

/** A text's labels as whole and one by one. */
final class ClassificationTranslator
    implements OutputTranslator<String, JoinedLabels, ClassificationResults, ClassificationResult> {

  @Override
  public StateType<JoinedLabels> accumulatorType() {
    return StateType.of(JoinedLabels.class);
  }

  @Override
  public JoinedLabels create() {
    return new JoinedLabels(List.of());
  }

  @Override
  public JoinedLabels add(JoinedLabels accumulator, ClassificationResult element) {
    return accumulator.plus(element);
  }

  @Override
  public ClassificationResults finish(JoinedLabels accumulator) {
    return accumulator.results();
  }

  @Override
  public Stream<ClassificationResult> split(String input, ClassificationResults output) {
    return output.getResults().stream();
  }
}
