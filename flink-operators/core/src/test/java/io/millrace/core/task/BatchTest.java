package io.millrace.core.task;

import static io.millrace.core.task.Flavor.UNARY_UNARY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.core.Parameters;
import io.millrace.core.Status;
import io.millrace.core.task.Outcome.Failure;
import io.millrace.core.task.Shouting.Shout;
import io.millrace.core.task.Shouting.Sound;
import io.millrace.core.task.Shouting.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BatchTest {

  private static final List<Word> WORDS = List.of(new Word("ab"), new Word("!"), new Word("c"));

  @ParameterizedTest
  @EnumSource
  void everyFlavorAnswersABatchInItsOrder(Flavor source) {
    var runner = new Shouting().runner(Set.of(source));

    assertThat(runner.unaryUnary().runBatch(WORDS, Parameters.NONE).stream().map(Outcome::get))
        .containsExactly(new Shout("AB", 2), new Shout("!", 1), new Shout("C", 1));
    assertThat(runner.unaryStream().runBatch(WORDS, Parameters.NONE).stream()
            .map(outcome -> outcome.get().count()))
        .containsExactly(3L, 2L, 2L);
  }

  @Test
  void oneFailingItemFailsAlone() {
    var outcomes = refusing().unaryUnary().runBatch(WORDS, Parameters.NONE);

    assertThat(outcomes.get(0).get()).isEqualTo(new Shout("AB", 2));
    assertThat(outcomes.get(2).get()).isEqualTo(new Shout("C", 1));
    assertThat(outcomes.get(1))
        .isInstanceOfSatisfying(
            Failure.class,
            failure -> assertThat(failure.status())
                .isEqualTo(Status.Code.INVALID_ARGUMENT.because("not a word: !")));
    assertThatThrownBy(outcomes.get(1)::get).hasMessage("INVALID_ARGUMENT: not a word: !");
  }

  @Test
  void oneFailingItemFailsAloneInADerivedBatch() {
    List<Outcome<Stream<Sound>>> outcomes =
        refusing().unaryStream().runBatch(WORDS, Parameters.NONE);

    assertThat(outcomes.get(0).get()).hasSize(3);
    assertThatThrownBy(outcomes.get(1)::get).hasMessage("INVALID_ARGUMENT: not a word: !");
    assertThat(outcomes.get(2).get()).hasSize(2);
  }

  @Test
  void aStreamThatFailsWhileItIsJoinedFailsAloneAndIsClosed() {
    List<String> closed = new ArrayList<>();
    var runner = Shouting.TASK.runner(TaskModule.named("loud", "1.0.0")
        .serves(
            Shouting.TASK,
            as -> as.unaryStream((word, parameters) -> Shouting.sounds(Shouting.shout(word.text()))
                .peek(sound -> refuse(sound.letter() == '!', word))
                .onClose(() -> closed.add(word.text()))))
        .build());

    var outcomes = runner.unaryUnary().runBatch(WORDS, Parameters.NONE);

    assertThat(outcomes.get(0).get()).isEqualTo(new Shout("AB", 2));
    assertThat(outcomes.get(1)).isInstanceOf(Failure.class);
    assertThat(outcomes.get(2).get()).isEqualTo(new Shout("C", 1));
    assertThat(closed).containsExactly("ab", "!", "c");
  }

  @Test
  void aModulesOwnBatchFormIsUsedByTheFlavorsMadeOfIt() {
    List<Integer> sizes = new ArrayList<>();
    var runner = Shouting.TASK.runner(TaskModule.named("loud", "1.0.0")
        .serves(
            Shouting.TASK,
            as -> as.unaryUnary(new UnaryUnary<>() {
              @Override
              public Shout run(Word input, Parameters parameters) {
                return Shouting.shout(input.text());
              }

              @Override
              public List<Outcome<Shout>> runBatch(List<Word> inputs, Parameters parameters) {
                sizes.add(inputs.size());
                return UnaryUnary.super.runBatch(inputs, parameters);
              }
            }))
        .build());

    runner.unaryUnary().runBatch(WORDS, Parameters.NONE);
    runner.unaryStream().runBatch(WORDS, Parameters.NONE);

    assertThat(sizes).containsExactly(3, 3);
  }

  @Test
  void aBatchFormThatLosesAnItemIsRefused() {
    var runner = Shouting.TASK.runner(TaskModule.named("loud", "1.0.0")
        .serves(
            Shouting.TASK,
            as -> as.unaryUnary(new UnaryUnary<>() {
              @Override
              public Shout run(Word input, Parameters parameters) {
                return Shouting.shout(input.text());
              }

              @Override
              public List<Outcome<Shout>> runBatch(List<Word> inputs, Parameters parameters) {
                return UnaryUnary.super.runBatch(inputs.subList(1, 3), parameters);
              }
            }))
        .build());

    assertThatThrownBy(() -> runner.unaryUnary().runBatch(WORDS, Parameters.NONE))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("a batch of 3 inputs must have as many outcomes but has 2");
    assertThatThrownBy(() -> runner.unaryStream().runBatch(WORDS, Parameters.NONE))
        .hasMessage("a batch of 3 inputs must have as many outcomes but has 2");
  }

  @Test
  void anErrorIsNobodysOutcome() {
    var runner = Shouting.TASK.runner(TaskModule.named("loud", "1.0.0")
        .serves(
            Shouting.TASK,
            as -> as.unaryUnary((word, parameters) -> {
              throw new LinkageError("no such voice");
            }))
        .build());

    assertThatThrownBy(() -> runner.unaryUnary().runBatch(WORDS, Parameters.NONE))
        .isInstanceOf(LinkageError.class)
        .hasMessage("no such voice");
  }

  @Test
  void aBatchWithUnknownParametersIsRefusedAsAWhole() {
    var runner = new Shouting().runner(Set.of(UNARY_UNARY));

    assertThatThrownBy(() -> runner.unaryUnary().runBatch(WORDS, Parameters.of("speed", 3)))
        .hasMessage("INVALID_ARGUMENT: parameter 'speed' is not read by module 'loud' for task"
            + " 'shouting', which reads none");
  }

  private static ModuleRunner<Word, Character, Shout, Sound> refusing() {
    return Shouting.TASK.runner(TaskModule.named("loud", "1.0.0")
        .serves(
            Shouting.TASK,
            as -> as.unaryUnary((word, parameters) -> {
              refuse(word.text().equals("!"), word);
              return Shouting.shout(word.text());
            }))
        .build());
  }

  private static void refuse(boolean refused, Word word) {
    if (refused) {
      throw Status.Code.INVALID_ARGUMENT.because("not a word: " + word.text()).asException();
    }
  }
}
