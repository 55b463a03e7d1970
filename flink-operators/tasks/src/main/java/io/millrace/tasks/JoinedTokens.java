package io.millrace.tasks;

import io.millrace.schemas.Token;
import io.millrace.schemas.TokenizationResults;
import io.millrace.schemas.TokenizationStreamResult;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Tokens under assembly: a value that grows without being copied each time.
 *
 * @param runs the tokens in pieces, each at least twice as long as the next
 * @param tokenCount the count that was said last, if any was
 * @param warnings what was warned of, in its order; null if nothing was said of warnings
 */
public record JoinedTokens(
    List<Run> runs, @Nullable Long tokenCount, @Nullable List<String> warnings) {

  /** A piece of the tokens; a record, as Flink knows no list of lists. */
  public record Run(List<Token> tokens) {}

  static final JoinedTokens EMPTY = new JoinedTokens(List.of(), null, null);

  JoinedTokens plus(TokenizationStreamResult frame) {
    return new JoinedTokens(
        Runs.append(
            runs,
            new Run(frame.getResults()),
            run -> run.tokens().size(),
            pieces -> new Run(concatenate(pieces))),
        frame.getTokenCount() == null ? tokenCount : frame.getTokenCount(),
        withWarnings(frame.getWarnings()));
  }

  private @Nullable List<String> withWarnings(@Nullable List<String> more) {
    if (warnings == null || more == null) {
      return more == null ? warnings : more;
    }
    return Stream.concat(warnings.stream(), more.stream()).toList();
  }

  TokenizationResults results() {
    return new TokenizationResults(concatenate(runs), tokenCount, warnings);
  }

  private static List<Token> concatenate(List<Run> pieces) {
    return pieces.stream()
        .flatMap(run -> run.tokens().stream())
        .collect(Collectors.toCollection(ArrayList::new));
  }
}
