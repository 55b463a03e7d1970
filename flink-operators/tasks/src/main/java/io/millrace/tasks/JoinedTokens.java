package io.millrace.tasks;

import io.millrace.schemas.Token;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Tokens under assembly: a value that grows without being copied each time.
 *
 * @param runs the tokens in pieces, each at least twice as long as the next
 * @param tokenCount the count that was said last, if any was
 */
public record JoinedTokens(List<Run> runs, @Nullable Long tokenCount) {

  /** A piece of the tokens; a record, as Flink knows no list of lists. */
  public record Run(List<Token> tokens) {}

  JoinedTokens plus(List<Token> more, @Nullable Long count) {
    return new JoinedTokens(
        Runs.append(
            runs,
            new Run(more),
            run -> run.tokens().size(),
            pieces -> new Run(concatenate(pieces))),
        count == null ? tokenCount : count);
  }

  static List<Token> concatenate(List<Run> pieces) {
    return pieces.stream()
        .flatMap(run -> run.tokens().stream())
        .collect(Collectors.toCollection(ArrayList::new));
  }
}
