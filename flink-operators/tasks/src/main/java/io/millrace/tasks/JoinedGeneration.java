package io.millrace.tasks;

import io.millrace.schemas.FinishReason;
import io.millrace.schemas.GeneratedTextResult;
import io.millrace.schemas.GeneratedTextStreamResult;
import io.millrace.schemas.GeneratedToken;
import io.millrace.schemas.GenerationDetails;
import io.millrace.schemas.ProducerId;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A generated text under assembly: a value that grows without being copied each time.
 *
 * @param text the text so far
 * @param tokens the tokens so far, in pieces; null if none were given
 * @param producerId who makes the text, as first said
 * @param details what was last said of the generation as a whole
 * @param pieces how many pieces with text there were: the count of tokens where nobody says better
 */
public record JoinedGeneration(
    JoinedText text,
    @Nullable List<Run> tokens,
    @Nullable ProducerId producerId,
    @Nullable GenerationDetails details,
    long pieces) {

  /** A piece of the tokens; a record, as Flink knows no list of lists. */
  public record Run(List<GeneratedToken> tokens) {}

  static final JoinedGeneration EMPTY = new JoinedGeneration(JoinedText.EMPTY, null, null, null, 0);

  JoinedGeneration plus(GeneratedTextStreamResult piece) {
    return new JoinedGeneration(
        text.plus(piece.getGeneratedText()),
        withTokens(piece.getTokens()),
        producerId == null ? piece.getProducerId() : producerId,
        piece.getDetails() == null ? details : piece.getDetails(),
        piece.getGeneratedText().isEmpty() ? pieces : pieces + 1);
  }

  private @Nullable List<Run> withTokens(@Nullable List<GeneratedToken> more) {
    if (more == null) {
      return tokens;
    }
    return Runs.append(
        tokens == null ? List.of() : tokens,
        new Run(more),
        run -> run.tokens().size(),
        pieces -> new Run(concatenate(pieces)));
  }

  GeneratedTextResult result() {
    return new GeneratedTextResult(
        text.text(),
        generatedTokens(),
        details == null ? FinishReason.NOT_FINISHED : details.getFinishReason(),
        producerId,
        details == null ? null : details.getInputTokenCount(),
        details == null ? null : details.getSeed(),
        tokens == null ? null : concatenate(tokens),
        details == null ? null : details.getToolCalls());
  }

  private long generatedTokens() {
    if (details != null && details.getGeneratedTokens() >= 0) {
      return details.getGeneratedTokens();
    }
    return tokens == null ? pieces : concatenate(tokens).size();
  }

  private static List<GeneratedToken> concatenate(List<Run> pieces) {
    return pieces.stream()
        .flatMap(run -> run.tokens().stream())
        .collect(Collectors.toCollection(ArrayList::new));
  }
}
