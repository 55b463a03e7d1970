package io.millrace.core.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.core.Parameter;
import io.millrace.core.Parameters;
import io.millrace.core.task.Task;
import io.millrace.core.task.TaskModule;
import io.millrace.core.task.UnavailableFlavorException;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A task module as an action. */
@Timeout(60)
class ModuleActionTest {

  private static final Field<String> TEXT = Field.ofString("text");
  private static final Field<String> ANSWER = Field.ofString("answer");
  private static final Request ALL = Request.until(Halt.after("say"));

  /** Upper case, word by word. */
  private static final Parameter<String> MARK = Parameter.ofString("mark", "!");

  private static final Task<String, String, String, String> SHOUT = Task.named("shout")
      .input(String.class, String.class)
      .output(String.class, String.class)
      .parameters(MARK)
      .outputTranslator(new Spaced())
      .build();

  private static TaskModule shouting() {
    return TaskModule.named("loud", "1.0.0")
        .serves(
            SHOUT,
            as -> as.reads(MARK)
                .unaryStream((text, parameters) -> Stream.of(text.split(" "))
                    .map(word -> word.toUpperCase(Locale.ROOT) + parameters.get(MARK))))
        .build();
  }

  @ParameterizedTest
  @EnumSource
  void aTaskModuleIsAnAction(Way way) {
    Action<String, String> action = Action.ofModule(SHOUT.runner(shouting()))
        .reads(TEXT)
        .writes(ANSWER)
        .inputs(Input.optional(Field.ofString("mark"), "?"))
        .parameters((state, inputs) -> Parameters.of(inputs.asMap()))
        .run((state, inputs) -> state.get(TEXT), (output, state) -> state.update(ANSWER, output));
    Application application =
        Application.of("app", Graph.of("say", action), State.of(TEXT, "stop the mill"));

    Way.Read read = way.read(application, ALL, StreamMode.HALTED);

    assertThat(read.items()).containsExactly("STOP?", "THE?", "MILL?");
    assertThat(read.get().result(String.class)).isEqualTo("STOP? THE? MILL?");
    assertThat(read.get().state().get(ANSWER)).isEqualTo("STOP? THE? MILL?");
  }

  @Test
  void aModuleThatCannotStreamOrJoinIsRefusedWhenItBecomesAnAction() {
    Task<String, Void, String, String> bare = Task.named("bare")
        .input(String.class, Void.class)
        .output(String.class, String.class)
        .build();
    TaskModule unary = TaskModule.named("m", "1.0.0")
        .serves(bare, as -> as.unaryUnary((text, parameters) -> text))
        .build();
    TaskModule streams = TaskModule.named("m", "1.0.0")
        .serves(bare, as -> as.unaryStream((text, parameters) -> Stream.of(text)))
        .build();

    assertThatThrownBy(() -> Action.ofModule(bare.runner(unary)))
        .isInstanceOf(UnavailableFlavorException.class);
    assertThatThrownBy(() -> Action.ofModule(bare.runner(streams)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "module 'm' must have an output translator for task 'bare' to be an action but has"
                + " none");
  }
}
