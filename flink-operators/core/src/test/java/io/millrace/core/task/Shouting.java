package io.millrace.core.task;

import io.millrace.core.Parameter;
import io.millrace.core.Parameters;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A small task with an implementation in each flavour: a word in upper case, its length said at the end. */
final class Shouting {

  record Word(String text) {}

  record Shout(String text, int length) {}

  /** A letter; the last is a full stop that says how long the input was. */
  record Sound(char letter, int length) {}

  static final Parameter<Boolean> QUIET = Parameter.ofBoolean("quiet", false);

  static final Task<Word, Character, Shout, Sound> TASK =
      task().inputTranslator(new Letters()).outputTranslator(new Sounds()).build();

  /** Which native flavours were called, in their order. */
  final List<Flavor> called = new ArrayList<>();

  static Task.Builder<Word, Character, Shout, Sound> task() {
    return Task.named("shouting")
        .input(Word.class, Character.class)
        .output(Shout.class, Sound.class)
        .parameters(QUIET);
  }

  ModuleRunner<Word, Character, Shout, Sound> runner(Set<Flavor> natives) {
    return runner(TASK, natives);
  }

  ModuleRunner<Word, Character, Shout, Sound> runner(
      Task<Word, Character, Shout, Sound> task, Set<Flavor> natives) {
    return task.runner(TaskModule.named("loud", "1.0.0")
        .serves(task, as -> natives.forEach(flavor -> give(as, flavor)))
        .build());
  }

  private void give(Serving<Word, Character, Shout, Sound> as, Flavor flavor) {
    switch (flavor) {
      case UNARY_UNARY ->
        as.unaryUnary((word, parameters) -> {
          called.add(flavor);
          return shout(word.text());
        });
      case UNARY_STREAM ->
        as.unaryStream((word, parameters) -> {
          called.add(flavor);
          return sounds(shout(word.text()));
        });
      case STREAM_UNARY -> as.streamUnary(new Whole());
      case STREAM_STREAM -> as.streamStream(new Each());
    }
  }

  static Shout shout(String text) {
    return new Shout(text.toUpperCase(Locale.ROOT), text.length());
  }

  static Stream<Sound> sounds(Shout shout) {
    return Stream.concat(
        letters(shout.text()).map(letter -> new Sound(letter, 0)),
        Stream.of(new Sound('.', shout.length())));
  }

  static Stream<Character> letters(String text) {
    return IntStream.range(0, text.length()).mapToObj(text::charAt);
  }

  private final class Whole implements StreamUnary<Character, String, Shout> {
    @Override
    public StateType<String> stateType() {
      return StateType.of(String.class);
    }

    @Override
    public String open(Parameters parameters) {
      called.add(Flavor.STREAM_UNARY);
      return "";
    }

    @Override
    public String next(String state, Character element) {
      return state + element;
    }

    @Override
    public Shout end(String state) {
      return shout(state);
    }
  }

  private final class Each implements StreamStream<Character, Integer, Sound> {
    @Override
    public StateType<Integer> stateType() {
      return StateType.of(Integer.class);
    }

    @Override
    public Integer open(Parameters parameters) {
      called.add(Flavor.STREAM_STREAM);
      return 0;
    }

    @Override
    public Integer next(Integer state, Character element, Consumer<? super Sound> out) {
      out.accept(new Sound(Character.toUpperCase(element), 0));
      return state + 1;
    }

    @Override
    public void end(Integer state, Consumer<? super Sound> out) {
      out.accept(new Sound('.', state));
    }
  }

  /** Words in letters. */
  static class Letters implements InputTranslator<Word, String, Character> {
    @Override
    public StateType<String> accumulatorType() {
      return StateType.of(String.class);
    }

    @Override
    public String create() {
      return "";
    }

    @Override
    public String add(String accumulator, Character element) {
      return accumulator + element;
    }

    @Override
    public Word finish(String accumulator) {
      return new Word(accumulator);
    }

    @Override
    public Stream<Character> split(Word input) {
      return letters(input.text());
    }
  }

  /** Shouts in sounds; the last one needs the input's length. */
  static class Sounds implements OutputTranslator<Word, Shout, Shout, Sound> {
    @Override
    public StateType<Shout> accumulatorType() {
      return StateType.of(Shout.class);
    }

    @Override
    public Shout create() {
      return new Shout("", 0);
    }

    @Override
    public Shout add(Shout accumulator, Sound element) {
      return element.letter() == '.'
          ? new Shout(accumulator.text(), element.length())
          : new Shout(accumulator.text() + element.letter(), accumulator.length());
    }

    @Override
    public Shout finish(Shout accumulator) {
      return accumulator;
    }

    @Override
    public Stream<Sound> split(Word input, Shout output) {
      return sounds(new Shout(output.text(), input.text().length()));
    }
  }
}
