package io.millrace.tasks;

import io.millrace.core.task.OutputTranslator;
import io.millrace.core.task.StateType;
import java.util.stream.Stream;

/** A masked text as whole and as pieces: cut before blanks, joined as they are. */
final class MaskedTextTranslator implements OutputTranslator<String, JoinedText, String, String> {

  @Override
  public StateType<JoinedText> accumulatorType() {
    return StateType.of(JoinedText.class);
  }

  @Override
  public JoinedText create() {
    return JoinedText.EMPTY;
  }

  @Override
  public JoinedText add(JoinedText accumulator, String element) {
    return accumulator.plus(element);
  }

  @Override
  public String finish(JoinedText accumulator) {
    return accumulator.text();
  }

  @Override
  public Stream<String> split(String input, String output) {
    return TextPieces.of(output);
  }
}
