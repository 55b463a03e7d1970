package io.millrace.core.task;

import static io.millrace.core.task.Flavor.STREAM_STREAM;
import static io.millrace.core.task.Flavor.STREAM_UNARY;
import static io.millrace.core.task.Flavor.UNARY_STREAM;
import static io.millrace.core.task.Flavor.UNARY_UNARY;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.task.Shouting.Shout;
import io.millrace.core.task.Shouting.Sound;
import io.millrace.core.task.Shouting.Word;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class DerivationTest {

  private final Shouting shouting = new Shouting();

  @ParameterizedTest
  @MethodSource("everySubsetOfNativesAndEveryWantedFlavor")
  void everyFlavorComesFromThePreferredNativeOneAndGivesTheSameAnswer(
      Set<Flavor> natives, Flavor wanted) {
    var runner = shouting.runner(natives);
    Flavor source =
        preferred(wanted).stream().filter(natives::contains).findFirst().orElseThrow();

    assertThat(runner.plan(wanted)).isEqualTo(new Plan(wanted, source));
    assertThat(answer(runner, wanted, "hey")).isEqualTo(new Shout("HEY", 3));
    assertThat(answer(runner, wanted, "")).isEqualTo(new Shout("", 0));
    assertThat(shouting.called).containsExactly(source, source);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
      UNARY_UNARY   | UNARY_UNARY   | UNARY_UNARY is native
      UNARY_UNARY   | UNARY_STREAM  | UNARY_UNARY from UNARY_STREAM: joins the output; buffers nothing
      UNARY_UNARY   | STREAM_UNARY  | UNARY_UNARY from STREAM_UNARY: splits the input; buffers nothing
      UNARY_UNARY   | STREAM_STREAM | UNARY_UNARY from STREAM_STREAM: splits the input, joins the output; buffers nothing
      UNARY_STREAM  | UNARY_UNARY   | UNARY_STREAM from UNARY_UNARY: splits the output; buffers the whole output
      UNARY_STREAM  | UNARY_STREAM  | UNARY_STREAM is native
      UNARY_STREAM  | STREAM_UNARY  | UNARY_STREAM from STREAM_UNARY: splits the input, splits the output; buffers the whole output
      UNARY_STREAM  | STREAM_STREAM | UNARY_STREAM from STREAM_STREAM: splits the input; buffers nothing
      STREAM_UNARY  | UNARY_UNARY   | STREAM_UNARY from UNARY_UNARY: joins the input; buffers the whole input
      STREAM_UNARY  | UNARY_STREAM  | STREAM_UNARY from UNARY_STREAM: joins the input, joins the output; buffers the whole input
      STREAM_UNARY  | STREAM_UNARY  | STREAM_UNARY is native
      STREAM_UNARY  | STREAM_STREAM | STREAM_UNARY from STREAM_STREAM: joins the output; buffers nothing
      STREAM_STREAM | UNARY_UNARY   | STREAM_STREAM from UNARY_UNARY: joins the input, splits the output; buffers the whole input and output
      STREAM_STREAM | UNARY_STREAM  | STREAM_STREAM from UNARY_STREAM: joins the input; buffers the whole input
      STREAM_STREAM | STREAM_UNARY  | STREAM_STREAM from STREAM_UNARY: joins the input beside it, splits the output; buffers the whole output
      STREAM_STREAM | STREAM_STREAM | STREAM_STREAM is native
      """)
  void aPlanSaysWhatAPathDoesAndWhetherItBuffers(Flavor wanted, Flavor source, String words) {
    assertThat(shouting.runner(Set.of(source)).plan(wanted)).hasToString(words);
  }

  /** What a flavour is made of: of those that are there, the first. */
  private static List<Flavor> preferred(Flavor wanted) {
    return switch (wanted) {
      case UNARY_UNARY -> List.of(UNARY_UNARY, UNARY_STREAM, STREAM_UNARY, STREAM_STREAM);
      case UNARY_STREAM -> List.of(UNARY_STREAM, STREAM_STREAM, UNARY_UNARY, STREAM_UNARY);
      case STREAM_UNARY -> List.of(STREAM_UNARY, STREAM_STREAM, UNARY_UNARY, UNARY_STREAM);
      case STREAM_STREAM -> List.of(STREAM_STREAM, STREAM_UNARY, UNARY_STREAM, UNARY_UNARY);
    };
  }

  static Stream<Arguments> everySubsetOfNativesAndEveryWantedFlavor() {
    return subsets(List.of(Flavor.values()))
        .filter(natives -> !natives.isEmpty())
        .flatMap(
            natives -> Arrays.stream(Flavor.values()).map(wanted -> Arguments.of(natives, wanted)));
  }

  private static Stream<Set<Flavor>> subsets(List<Flavor> flavors) {
    if (flavors.isEmpty()) {
      return Stream.of(Set.of());
    }
    return subsets(flavors.subList(1, flavors.size())).flatMap(rest -> {
      Set<Flavor> more = new LinkedHashSet<>(rest);
      more.add(flavors.get(0));
      return Stream.of(rest, more);
    });
  }

  private static Shout answer(
      ModuleRunner<Word, Character, Shout, Sound> runner, Flavor flavor, String text) {
    return switch (flavor) {
      case UNARY_UNARY -> runner.unaryUnary(new Word(text));
      case UNARY_STREAM -> joined(runner.unaryStream(new Word(text)));
      case STREAM_UNARY -> runner.streamUnary(Shouting.letters(text));
      case STREAM_STREAM -> joined(runner.streamStream(Shouting.letters(text)));
    };
  }

  /** Joined by hand, and every element looked at: the letters, then the full stop with the length. */
  private static Shout joined(Stream<Sound> stream) {
    List<Sound> sounds = stream.toList();
    Sound last = sounds.get(sounds.size() - 1);
    assertThat(last.letter()).isEqualTo('.');
    StringBuilder text = new StringBuilder();
    for (Sound sound : sounds.subList(0, sounds.size() - 1)) {
      assertThat(sound.length()).isZero();
      text.append(sound.letter());
    }
    return new Shout(text.toString(), last.length());
  }
}
