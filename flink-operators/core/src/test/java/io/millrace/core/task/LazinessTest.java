package io.millrace.core.task;

import static io.millrace.core.task.Flavor.STREAM_STREAM;
import static io.millrace.core.task.Flavor.STREAM_UNARY;
import static io.millrace.core.task.Flavor.UNARY_STREAM;
import static io.millrace.core.task.Flavor.UNARY_UNARY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.core.Parameters;
import io.millrace.core.StatusException;
import io.millrace.core.task.Shouting.Sound;
import io.millrace.core.task.Shouting.Word;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LazinessTest {

  private final List<String> seen = new ArrayList<>();
  private final Shouting shouting = new Shouting();

  @Test
  void aNativeUnaryStreamIsNotOpenedBeforeItIsRead() {
    var runner = runnerOf(counting());

    Stream<Sound> sounds = runner.unaryStream(new Word("abc"));

    assertThat(seen).isEmpty();
    Iterator<Sound> read = sounds.iterator();
    assertThat(read.next().letter()).isEqualTo('A');
    assertThat(seen).containsExactly("run", "A");
    assertThat(read.next().letter()).isEqualTo('B');
    assertThat(seen).containsExactly("run", "A", "B");
  }

  @Test
  void aNativeUnaryStreamStopsWhenClosedAndIsClosedItself() {
    Stream<Sound> sounds = runnerOf(counting()).unaryStream(new Word("abc"));
    Iterator<Sound> read = sounds.iterator();
    read.next();

    sounds.close();

    assertThat(read.hasNext()).isFalse();
    assertThat(seen).containsExactly("run", "A", "closed");
  }

  @Test
  void aUnaryStreamClosedUnreadWasNeverOpened() {
    runnerOf(counting()).unaryStream(new Word("abc")).close();

    assertThat(seen).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void noUnaryStreamCallsItsModuleBeforeItIsRead(Flavor source) {
    Stream<Sound> sounds = shouting.runner(Set.of(source)).unaryStream(new Word("abc"));

    assertThat(shouting.called).isEmpty();
    assertThat(sounds.iterator().next()).isEqualTo(new Sound('A', 0));
    assertThat(shouting.called).containsExactly(source);
  }

  @Test
  void aUnaryStreamFromAStreamSplitsItsInputAsItIsReadAndClosesIt() {
    InputTranslator<Word, ?, Character> watched = new Shouting.Letters() {
      @Override
      public Stream<Character> split(Word input) {
        return watch(super.split(input));
      }
    };
    Task<Word, Character, Shouting.Shout, Sound> task =
        Shouting.task().inputTranslator(watched).build();
    Stream<Sound> sounds =
        shouting.runner(task, Set.of(STREAM_STREAM)).unaryStream(new Word("abc"));
    Iterator<Sound> read = sounds.iterator();

    assertThat(read.next().letter()).isEqualTo('A');
    assertThat(seen).containsExactly("a");
    sounds.close();
    assertThat(read.hasNext()).isFalse();
    assertThat(seen).containsExactly("a", "closed");
  }

  @Test
  void aStreamEmitsAnElementBeforeItReadsTheNext() {
    Iterator<Sound> read = shouting
        .runner(Set.of(STREAM_STREAM))
        .streamStream(watch(Shouting.letters("abc")))
        .iterator();

    assertThat(seen).isEmpty();
    assertThat(read.next()).isEqualTo(new Sound('A', 0));
    assertThat(seen).containsExactly("a");
    assertThat(read.next()).isEqualTo(new Sound('B', 0));
    assertThat(seen).containsExactly("a", "b");
  }

  @Test
  void aDerivedStreamReadsItsSourceOnlyWhenItIsRead() {
    for (Flavor source : Set.of(UNARY_UNARY, UNARY_STREAM, STREAM_UNARY)) {
      seen.clear();
      Stream<Sound> sounds =
          shouting.runner(Set.of(source)).streamStream(watch(Shouting.letters("ab")));
      assertThat(seen).isEmpty();

      try (sounds) {
        assertThat(sounds.iterator().next()).isEqualTo(new Sound('A', 0));
      }

      assertThat(seen).containsExactly("a", "b", "closed");
    }
  }

  @Test
  void aStreamFromAUnaryStreamMakesAnElementWhenItIsRead() {
    Stream<Sound> sounds = runnerOf(counting()).streamStream(Shouting.letters("abc"));
    Iterator<Sound> read = sounds.iterator();

    assertThat(read.next().letter()).isEqualTo('A');
    assertThat(seen).containsExactly("run", "A");
    sounds.close();

    assertThat(read.hasNext()).isFalse();
    assertThat(seen).containsExactly("run", "A", "closed");
  }

  @Test
  void aDerivedStreamClosedUnreadClosesItsSource() {
    runnerOf(counting()).streamStream(watch(Shouting.letters("abc"))).close();

    assertThat(seen).containsExactly("closed");
  }

  @Test
  void closingAStreamStopsItAndClosesItsSource() {
    Stream<Sound> sounds =
        shouting.runner(Set.of(STREAM_STREAM)).streamStream(watch(Shouting.letters("abc")));
    Iterator<Sound> read = sounds.iterator();
    read.next();

    sounds.close();

    assertThat(read.hasNext()).isFalse();
    assertThat(seen).containsExactly("a", "closed");
  }

  @ParameterizedTest
  @EnumSource
  void aStreamReadIntoOneAnswerIsClosed(Flavor source) {
    shouting.runner(Set.of(source)).streamUnary(watch(Shouting.letters("ab")));

    assertThat(seen).containsExactly("a", "b", "closed");
  }

  @Test
  void aStreamReadIntoOneAnswerIsClosedAlsoIfTheModuleFails() {
    var runner = runnerOf((word, parameters) -> {
      throw new IllegalStateException("no voice");
    });

    assertThatThrownBy(() -> runner.streamUnary(watch(Shouting.letters("ab"))))
        .hasMessage("no voice");
    assertThat(seen).containsExactly("a", "b", "closed");
  }

  @Test
  void parametersAreCheckedWhenAStreamIsAskedForAndNotWhenItIsRead() {
    var runner = shouting.runner(Set.of(STREAM_STREAM));
    Parameters unknown = Parameters.of("speed", 3);
    String refusal = "INVALID_ARGUMENT: parameter 'speed' is not read by module 'loud' for task"
        + " 'shouting', which reads none";

    assertThatThrownBy(() -> runner.streamStream(Shouting.letters("a"), unknown))
        .isInstanceOf(StatusException.class)
        .hasMessage(refusal);
    assertThatThrownBy(() -> runner.unaryStream(new Word("a"), unknown)).hasMessage(refusal);
    assertThatThrownBy(() -> runner.streamUnary(Shouting.letters("a"), unknown))
        .hasMessage(refusal);
    assertThatThrownBy(() -> runner.unaryUnary(new Word("a"), unknown)).hasMessage(refusal);
    assertThatThrownBy(() -> runner.streamStream().open(unknown)).hasMessage(refusal);
  }

  private UnaryStream<Word, Sound> counting() {
    return (word, parameters) -> {
      seen.add("run");
      return Shouting.sounds(Shouting.shout(word.text()))
          .peek(sound -> seen.add(Character.toString(sound.letter())))
          .onClose(() -> seen.add("closed"));
    };
  }

  private static ModuleRunner<Word, Character, Shouting.Shout, Sound> runnerOf(
      UnaryStream<Word, Sound> flavor) {
    return Shouting.TASK.runner(TaskModule.named("loud", "1.0.0")
        .serves(Shouting.TASK, as -> as.unaryStream(flavor))
        .build());
  }

  private Stream<Character> watch(Stream<Character> letters) {
    return letters.peek(letter -> seen.add(letter.toString())).onClose(() -> seen.add("closed"));
  }
}
