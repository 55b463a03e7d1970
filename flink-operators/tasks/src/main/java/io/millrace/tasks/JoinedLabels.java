package io.millrace.tasks;

import io.millrace.schemas.ClassificationResult;
import io.millrace.schemas.ClassificationResults;
import java.util.ArrayList;
import java.util.List;

/**
 * A text's labels under assembly: a value that grows without being copied each time.
 *
 * @param runs the labels in pieces, each at least twice as long as the next
 */
public record JoinedLabels(List<ClassificationResults> runs) {

  JoinedLabels plus(ClassificationResult label) {
    return new JoinedLabels(Runs.append(
        runs,
        new ClassificationResults(List.of(label)),
        run -> run.getResults().size(),
        JoinedLabels::join));
  }

  ClassificationResults results() {
    return join(runs);
  }

  private static ClassificationResults join(List<ClassificationResults> pieces) {
    List<ClassificationResult> labels = new ArrayList<>();
    pieces.forEach(piece -> labels.addAll(piece.getResults()));
    return new ClassificationResults(labels);
  }
}
