package io.millrace.flink;

import static org.assertj.core.api.Assertions.assertThatCode;

import io.millrace.core.task.Join;
import io.millrace.core.task.ModuleRunner;
import io.millrace.core.task.StateType;
import io.millrace.core.task.Task;
import io.millrace.flink.types.MessageTypes;
import io.millrace.flink.types.StateTypes;
import io.millrace.tasks.StandardTasks;
import io.millrace.tasks.TextAssembly;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Nothing that a ready module or task keeps or sends needs Kryo. */
class KryoFreeTest {

  static final List<Subject<?, ?>> SUBJECTS = Subject.ALL;

  static final List<Task<?, ?, ?, ?>> TASKS = List.of(
      StandardTasks.TOKEN_CLASSIFICATION,
      StandardTasks.TEXT_CLASSIFICATION,
      StandardTasks.TOKENIZATION,
      StandardTasks.TEXT_MASKING,
      StandardTasks.TEXT_GENERATION,
      StandardTasks.CHAT,
      StandardTasks.TEXT_ASSEMBLY);

  private static void assertStored(StateType<?> state) {
    assertThatCode(() -> Stored.serializer(StateTypes.of(state))).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @FieldSource("SUBJECTS")
  void statesOfModules(Subject<?, ?> subject) throws Exception {
    try (ModuleRunner<?, ?, ?, ?> runner = subject.runner().get()) {
      assertStored(runner.streamStream().stateType());
      assertStored(runner.streamUnary().stateType());
    }
  }

  @Test
  void theStateOfTextAssembly() {
    assertStored(
        StandardTasks.TEXT_ASSEMBLY.runner(TextAssembly.module()).streamUnary().stateType());
  }

  @ParameterizedTest
  @FieldSource("TASKS")
  void typesAndAccumulatorsOfTasks(Task<?, ?, ?, ?> task) {
    task.inputTranslator().map(Join::accumulatorType).ifPresent(KryoFreeTest::assertStored);
    task.outputTranslator().map(Join::accumulatorType).ifPresent(KryoFreeTest::assertStored);
    List.of(task.inputType(), task.inputElementType(), task.outputType(), task.outputElementType())
        .stream()
        .filter(type -> !type.equals(Void.class))
        .forEach(type -> assertThatCode(() -> Stored.serializer(MessageTypes.of(type)))
            .doesNotThrowAnyException());
  }
}
