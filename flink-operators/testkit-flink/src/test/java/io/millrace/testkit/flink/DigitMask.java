package io.millrace.testkit.flink;

import io.millrace.core.Parameter;
import io.millrace.core.Parameters;
import io.millrace.core.task.ModuleRunner;
import io.millrace.core.task.StateType;
import io.millrace.core.task.StreamStream;
import io.millrace.core.task.Task;
import io.millrace.core.task.TaskModule;
import io.millrace.tasks.StandardTasks;
import java.util.function.Consumer;

/** An author's own module for a task of their own: a run of digits becomes one mark, of which a parameter says which. */
class DigitMask implements StreamStream<String, DigitMask.Where, String> {

  static final Parameter<String> MARK = Parameter.ofString("mark", "#");

  static final Task<String, String, String, String> TASK = Task.named("digit-masking")
      .input(String.class, String.class)
      .output(String.class, String.class)
      .inputTranslator(StandardTasks.TEXT_MASKING.inputTranslator().orElseThrow())
      .outputTranslator(StandardTasks.TEXT_MASKING.outputTranslator().orElseThrow())
      .parameters(MARK)
      .build();

  /** Whether the text so far ends with a digit, and the mark of this request. */
  public record Where(boolean inDigits, String mark) {}

  static ModuleRunner<String, String, String, String> runner(
      StreamStream<String, ?, String> masking) {
    return TASK.runner(TaskModule.named("digit-mask", "1.0.0")
        .serves(TASK, as -> as.streamStream(masking).reads(MARK))
        .build());
  }

  @Override
  public StateType<Where> stateType() {
    return StateType.of(Where.class);
  }

  @Override
  public Where open(Parameters parameters) {
    return new Where(false, parameters.get(MARK));
  }

  @Override
  public Where next(Where state, String element, Consumer<? super String> out) {
    StringBuilder masked = new StringBuilder();
    boolean inDigits = state.inDigits();
    for (int i = 0; i < element.length(); i++) {
      char unit = element.charAt(i);
      boolean digit = unit >= '0' && unit <= '9';
      if (!digit) {
        masked.append(unit);
      } else if (!inDigits) {
        masked.append(state.mark());
      }
      inDigits = digit;
    }
    out.accept(masked.toString());
    return new Where(inDigits, state.mark());
  }

  @Override
  public void end(Where state, Consumer<? super String> out) {}
}
