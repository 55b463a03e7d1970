package io.millrace.testkit;

import io.millrace.core.Parameters;
import io.millrace.core.task.InputTranslator;
import io.millrace.core.task.StateType;
import io.millrace.core.task.StreamStream;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Does to each element what it is told, and remembers nothing. */
record Elementwise(UnaryOperator<String> change) implements StreamStream<String, String, String> {

  static Elementwise of(UnaryOperator<String> change) {
    return new Elementwise(change);
  }

  @Override
  public StateType<String> stateType() {
    return StateType.of(String.class);
  }

  @Override
  public String open(Parameters parameters) {
    return "";
  }

  @Override
  public String next(String state, String element, Consumer<? super String> out) {
    out.accept(change.apply(element));
    return state;
  }

  @Override
  public void end(String state, Consumer<? super String> out) {}

  /** Splits at blanks, and forgets them. */
  static final class Words implements InputTranslator<String, String, String> {
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
      return accumulator + element;
    }

    @Override
    public String finish(String accumulator) {
      return accumulator;
    }

    @Override
    public Stream<String> split(String input) {
      return Stream.of(input.split(" ", -1));
    }
  }
}
