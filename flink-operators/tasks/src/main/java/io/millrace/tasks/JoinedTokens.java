package io.millrace.tasks;

import io.millrace.schemas.Token;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tokens under assembly: a value that grows without being copied each time.
 *
 * @param runs the tokens in pieces, each at least twice as long as the next
 * @param tokenCount the count that was said last, if any was
 */
public record JoinedTokens(List<List<Token>> runs, @Nullable Long tokenCount) {

  JoinedTokens plus(List<Token> more, @Nullable Long count) {
    return new JoinedTokens(
        Runs.append(runs, more, List::size, JoinedTokens::concatenate),
        count == null ? tokenCount : count);
  }

  static <T> List<T> concatenate(List<List<T>> pieces) {
    List<T> all = new ArrayList<>();
    pieces.forEach(all::addAll);
    return all;
  }
}
