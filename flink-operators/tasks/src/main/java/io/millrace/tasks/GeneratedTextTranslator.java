package io.millrace.tasks;

import io.millrace.core.task.OutputTranslator;
import io.millrace.core.task.StateType;
import io.millrace.schemas.GeneratedTextResult;
import io.millrace.schemas.GeneratedTextStreamResult;
import io.millrace.schemas.GenerationDetails;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A generated text as whole and as pieces. The producer and the list of tokens ride on the first piece; the finish
 * reason, the counts and the calls of tools on the last. A text of nothing is one piece, for these to ride on.
 *
 * @param <I> what the text is generated from; it does not matter here
 */
final class GeneratedTextTranslator<I>
    implements OutputTranslator<
        I, JoinedGeneration, GeneratedTextResult, GeneratedTextStreamResult> {

  @Override
  public StateType<JoinedGeneration> accumulatorType() {
    return StateType.of(JoinedGeneration.class);
  }

  @Override
  public JoinedGeneration create() {
    return JoinedGeneration.EMPTY;
  }

  @Override
  public JoinedGeneration add(JoinedGeneration accumulator, GeneratedTextStreamResult element) {
    return accumulator.plus(element);
  }

  @Override
  public GeneratedTextResult finish(JoinedGeneration accumulator) {
    return accumulator.result();
  }

  @Override
  public Stream<GeneratedTextStreamResult> split(I input, GeneratedTextResult output) {
    List<String> pieces =
        new ArrayList<>(TextPieces.of(output.getGeneratedText()).toList());
    if (pieces.isEmpty()) {
      pieces.add("");
    }
    int last = pieces.size() - 1;
    return IntStream.rangeClosed(0, last)
        .mapToObj(i -> new GeneratedTextStreamResult(
            pieces.get(i),
            i == 0 ? output.getTokens() : null,
            i == 0 ? output.getProducerId() : null,
            i == last ? details(output) : null));
  }

  private static GenerationDetails details(GeneratedTextResult output) {
    return new GenerationDetails(
        output.getFinishReason(),
        output.getGeneratedTokens(),
        output.getSeed(),
        output.getInputTokenCount(),
        output.getToolCalls());
  }
}
