package io.millrace.core.action;

import io.millrace.core.task.OutputTranslator;
import io.millrace.core.task.StateType;
import java.util.stream.Stream;

/** Words with blanks between. */
final class Spaced implements OutputTranslator<String, String, String, String> {

  @Override
  public StateType<String> accumulatorType() {
    return StateType.of(String.class);
  }

  @Override
  public String create() {
    return "";
  }

  @Override
  public String add(String accumulator, String element) {
    return accumulator.isEmpty() ? element : accumulator + " " + element;
  }

  @Override
  public String finish(String accumulator) {
    return accumulator;
  }

  @Override
  public Stream<String> split(String input, String output) {
    return Stream.of(output.split(" "));
  }
}
