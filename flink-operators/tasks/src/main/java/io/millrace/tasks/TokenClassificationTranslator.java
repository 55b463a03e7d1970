package io.millrace.tasks;

import io.millrace.core.task.OutputTranslator;
import io.millrace.core.task.StateType;
import io.millrace.schemas.TokenClassificationResult;
import io.millrace.schemas.TokenClassificationResults;
import io.millrace.schemas.TokenClassificationStreamResult;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Labelled spans as whole and in frames; warnings ride on the first frame. */
final class TokenClassificationTranslator
    implements OutputTranslator<
        String, JoinedSpans, TokenClassificationResults, TokenClassificationStreamResult> {

  private static final Frames<TokenClassificationResult> FRAMES =
      new Frames<>(TokenClassificationResult::getStart, TokenClassificationResult::getEnd);

  @Override
  public StateType<JoinedSpans> accumulatorType() {
    return StateType.of(JoinedSpans.class);
  }

  @Override
  public JoinedSpans create() {
    return new JoinedSpans(List.of());
  }

  @Override
  public JoinedSpans add(JoinedSpans accumulator, TokenClassificationStreamResult element) {
    return accumulator.plus(
        new TokenClassificationResults(element.getResults(), element.getWarnings()));
  }

  @Override
  public TokenClassificationResults finish(JoinedSpans accumulator) {
    return accumulator.results();
  }

  @Override
  public Stream<TokenClassificationStreamResult> split(
      String input, TokenClassificationResults output) {
    List<Frames.Frame<TokenClassificationResult>> frames = FRAMES.of(output.getResults(), input);
    return IntStream.range(0, frames.size()).mapToObj(i -> {
      var frame = frames.get(i);
      return new TokenClassificationStreamResult(
          new ArrayList<>(frame.spans()),
          frame.end(),
          frame.start(),
          i == 0 ? output.getWarnings() : null);
    });
  }
}
