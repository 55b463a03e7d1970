package io.millrace.core.task;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.task.ModuleDescription.ServedFlavor;
import io.millrace.core.task.ModuleDescription.ServedParameter;
import io.millrace.core.task.ModuleDescription.ServedTask;
import io.millrace.core.task.Shouting.Shout;
import io.millrace.core.task.Shouting.Word;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ModuleDescriptionTest {

  private static final Task<Word, Void, Shout, Void> WHOLE = Task.named("whole")
      .input(Word.class, Void.class)
      .output(Shout.class, Void.class)
      .build();

  @Test
  void saysWhatIsServedAndHow() {
    ModuleDescription description = ModuleDescription.of(TaskModule.named("loud", "1.2.3")
        .serves(
            Shouting.TASK,
            as -> as.unaryUnary((word, parameters) -> Shouting.shout(word.text()))
                .reads(Shouting.QUIET.withDefault(true))
                .inexact("the tone"))
        .serves(WHOLE, as -> as.unaryUnary((word, parameters) -> Shouting.shout(word.text())))
        .build());

    assertThat(description.id()).isEqualTo("loud");
    assertThat(description.version()).isEqualTo("1.2.3");
    assertThat(description.settings()).isEmpty();
    ServedTask shouting = description.tasks().get(0);
    assertThat(shouting.name()).isEqualTo("shouting");
    assertThat(shouting.inputType()).isEqualTo(Word.class);
    assertThat(shouting.inputElementType()).isEqualTo(Character.class);
    assertThat(shouting.outputType()).isEqualTo(Shout.class);
    assertThat(shouting.outputElementType()).isEqualTo(Shouting.Sound.class);
    assertThat(shouting.backends()).containsExactly("local");
    assertThat(shouting.backend()).contains("local");
    assertThat(shouting.givesUp()).contains("the tone");
    assertThat(shouting.parameters())
        .containsExactly(
            new ServedParameter("quiet", "boolean", "true or false", Optional.of("true")));
    assertThat(shouting.flavors())
        .extracting(ServedFlavor::words)
        .containsExactly(
            "UNARY_UNARY is native",
            "UNARY_STREAM from UNARY_UNARY: splits the output; buffers the whole output",
            "STREAM_UNARY from UNARY_UNARY: joins the input; buffers the whole input",
            "STREAM_STREAM from UNARY_UNARY: joins the input, splits the output; buffers the whole input"
                + " and output");
  }

  @Test
  void saysWhyAFlavorIsNotToBeHad() {
    ModuleDescription description = ModuleDescription.of(TaskModule.named("loud", "1.2.3")
        .serves(WHOLE, as -> as.unaryUnary((word, parameters) -> Shouting.shout(word.text())))
        .build());

    List<ServedFlavor> flavors = description.tasks().get(0).flavors();
    assertThat(flavors.get(0).plan()).contains(new Plan(Flavor.UNARY_UNARY, Flavor.UNARY_UNARY));
    assertThat(flavors.get(3))
        .isEqualTo(new ServedFlavor(
            Flavor.STREAM_STREAM,
            Optional.empty(),
            "task 'whole' has no types for flavour STREAM_STREAM"));
  }
}
