package io.millrace.tasks;

import io.millrace.core.task.OutputTranslator;
import io.millrace.core.task.StateType;
import io.millrace.schemas.Token;
import io.millrace.schemas.TokenizationResults;
import io.millrace.schemas.TokenizationStreamResult;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Tokens as whole and in frames; warnings ride on the first frame, the count on the last. */
final class TokenizationTranslator
    implements OutputTranslator<
        String, JoinedTokens, TokenizationResults, TokenizationStreamResult> {

  private static final Frames<Token> FRAMES = new Frames<>(Token::getStart, Token::getEnd);

  @Override
  public StateType<JoinedTokens> accumulatorType() {
    return StateType.of(JoinedTokens.class);
  }

  @Override
  public JoinedTokens create() {
    return JoinedTokens.EMPTY;
  }

  @Override
  public JoinedTokens add(JoinedTokens accumulator, TokenizationStreamResult element) {
    return accumulator.plus(element);
  }

  @Override
  public TokenizationResults finish(JoinedTokens accumulator) {
    return accumulator.results();
  }

  @Override
  public Stream<TokenizationStreamResult> split(String input, TokenizationResults output) {
    List<Frames.Frame<Token>> frames = FRAMES.of(output.getResults(), input);
    return IntStream.range(0, frames.size()).mapToObj(i -> {
      var frame = frames.get(i);
      boolean last = i == frames.size() - 1;
      return new TokenizationStreamResult(
          new ArrayList<>(frame.spans()),
          frame.end(),
          frame.start(),
          last ? output.getTokenCount() : null,
          i == 0 ? output.getWarnings() : null);
    });
  }
}
