package io.millrace.tasks;

import io.millrace.core.task.OutputTranslator;
import io.millrace.core.task.StateType;
import io.millrace.schemas.ClassificationResult;
import io.millrace.schemas.ClassificationResults;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A text's labels as whole and one by one. There are few, so that the accumulator is simply copied. */
final class ClassificationTranslator
    implements OutputTranslator<
        String, ClassificationResults, ClassificationResults, ClassificationResult> {

  @Override
  public StateType<ClassificationResults> accumulatorType() {
    return StateType.of(ClassificationResults.class);
  }

  @Override
  public ClassificationResults create() {
    return new ClassificationResults(List.of());
  }

  @Override
  public ClassificationResults add(
      ClassificationResults accumulator, ClassificationResult element) {
    List<ClassificationResult> more = new ArrayList<>(accumulator.getResults());
    more.add(element);
    return new ClassificationResults(more);
  }

  @Override
  public ClassificationResults finish(ClassificationResults accumulator) {
    return accumulator;
  }

  @Override
  public Stream<ClassificationResult> split(String input, ClassificationResults output) {
    return output.getResults().stream();
  }
}
