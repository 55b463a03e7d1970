package io.millrace.core.task;

import static io.millrace.core.task.Shouting.TASK;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.core.task.Shouting.Shout;
import io.millrace.core.task.Shouting.Sound;
import io.millrace.core.task.Shouting.Word;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class BackendsTest {

  private final TaskModule module =
      module(as -> as.unaryUnary((word, parameters) -> new Shout("local", 0))
          .backend(
              "openai",
              openai -> openai
                  .unaryStream((word, parameters) -> Shouting.sounds(new Shout("openai", 0)))
                  .reads(Shouting.QUIET)));

  private static TaskModule module(Consumer<Serving<Word, Character, Shout, Sound>> author) {
    return TaskModule.named("loud", "1.0.0").serves(TASK, author).build();
  }

  private static String answer(ModuleRunner<Word, ?, Shout, ?> runner) {
    return runner.unaryUnary(new Word("")).text();
  }

  @Test
  void theOneWithoutANameComesFirstIfNothingIsSaid() {
    var runner = TASK.runner(module);

    assertThat(answer(runner)).isEqualTo("local");
    assertThat(runner.backend()).isEqualTo("local");
    assertThat(runner.parameters()).isEmpty();
    assertThat(runner.plan(Flavor.UNARY_UNARY))
        .hasToString("UNARY_UNARY is native; backend local of [local, openai]");
  }

  @Test
  void theFirstThatIsEnabledAndImplementedIsTakenForAllFlavors() {
    var runner = TASK.runner(module, List.of("tpu", "openai", "local"));

    assertThat(answer(runner)).isEqualTo("openai");
    assertThat(runner.parameters()).containsExactly(Shouting.QUIET);
    assertThat(runner.plan(Flavor.UNARY_UNARY))
        .hasToString(
            "UNARY_UNARY from UNARY_STREAM: joins the output; buffers nothing; backend openai"
                + " of [local, openai]");
    assertThat(answer(TASK.runner(module))).isEqualTo("local");
  }

  @Test
  void aModuleMayHaveNamedBackendsOnly() {
    TaskModule named =
        module(as -> as.backend("b", b -> b.unaryUnary((word, parameters) -> new Shout("b", 0)))
            .backend("a", a -> a.unaryUnary((word, parameters) -> new Shout("a", 0))));

    assertThat(named.backends(TASK)).containsExactly("b", "a");
    assertThat(answer(TASK.runner(named))).isEqualTo("b");
    assertThat(answer(TASK.runner(named, List.of("local", "a")))).isEqualTo("a");
  }

  @Test
  void noneThatIsEnabledIsImplemented() {
    assertThatThrownBy(() -> TASK.runner(module, List.of("tpu", "npu")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("module 'loud' has task 'shouting' by backends [local, openai] but enabled are"
            + " [tpu, npu]");
    assertThatThrownBy(() -> module.withBackends(List.of()))
        .hasMessage("at least one backend must be enabled for module 'loud'");
  }

  @Test
  void whatIsNotRightAboutABackendIsRefused() {
    assertMistake(
        as -> as.backend("local", local -> {}),
        "a backend's name must match [a-z][a-z0-9-]* and not be 'local', which is the one without a"
            + " name, but was \"local\"");
    assertMistake(
        as -> as.backend("Open AI", local -> {}),
        "a backend's name must match [a-z][a-z0-9-]* and not be 'local', which is the one without a"
            + " name, but was \"Open AI\"");
    assertMistake(
        as -> as.backend("a", a -> a.backend("b", b -> {})),
        "backend 'a' cannot have a backend of its own, but is given 'b'");
    assertMistake(
        as -> as.backend("a", a -> {}).backend("a", a -> {}),
        "backend 'a' of task 'shouting' is given twice");
    assertMistake(
        as -> as.backend("a", a -> {}),
        "backend 'a' of module 'loud' implements no flavour of task 'shouting'");
    assertMistake(
        as -> as.reads(Shouting.QUIET)
            .backend("a", a -> a.unaryUnary((word, parameters) -> new Shout("a", 0))),
        "outside of its backends module 'loud' implements no flavour of task 'shouting'");
  }

  private static void assertMistake(
      Consumer<Serving<Word, Character, Shout, Sound>> author, String message) {
    assertThatThrownBy(() -> module(author))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }
}
