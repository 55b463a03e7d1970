package io.millrace.tasks;

import io.millrace.core.task.InputTranslator;
import io.millrace.core.task.OutputTranslator;
import io.millrace.core.task.StateType;
import java.util.stream.Stream;

/** A text, going in or coming out, as whole and as pieces: cut before blanks, joined as they are. */
final class TextTranslator
    implements InputTranslator<String, JoinedText, String>,
        OutputTranslator<String, JoinedText, String, String> {

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
  public Stream<String> split(String input) {
    return TextPieces.of(input);
  }

  @Override
  public Stream<String> split(String input, String output) {
    return TextPieces.of(output);
  }
}
