package io.millrace.tasks;

import io.millrace.schemas.TokenClassificationResult;
import io.millrace.schemas.TokenClassificationResults;
import java.util.ArrayList;
import java.util.List;

/**
 * Labelled spans under assembly: a value that grows without being copied each time.
 *
 * @param runs the results in pieces, each at least twice as long as the next
 */
public record JoinedSpans(List<TokenClassificationResults> runs) {

  JoinedSpans plus(TokenClassificationResults more) {
    return new JoinedSpans(Runs.append(runs, more, JoinedSpans::size, JoinedSpans::join));
  }

  TokenClassificationResults results() {
    return join(runs);
  }

  /** A list of warnings counts even if it is empty: it was said that there are none. */
  private static long size(TokenClassificationResults run) {
    long spans = run.getResults().size();
    return run.getWarnings() == null ? spans : spans + 1 + run.getWarnings().size();
  }

  private static TokenClassificationResults join(List<TokenClassificationResults> pieces) {
    List<TokenClassificationResult> spans = new ArrayList<>();
    List<String> warnings = new ArrayList<>();
    boolean said = false;
    for (TokenClassificationResults piece : pieces) {
      spans.addAll(piece.getResults());
      if (piece.getWarnings() != null) {
        warnings.addAll(piece.getWarnings());
        said = true;
      }
    }
    return new TokenClassificationResults(spans, said ? warnings : null);
  }
}
