package io.millrace.core.action;

import io.millrace.core.Parameters;
import io.millrace.core.task.Flavor;
import io.millrace.core.task.ModuleRunner;
import io.millrace.core.task.OutputTranslator;
import java.util.function.BiFunction;

/**
 * Makes an action of a task module: says what its input is, and what the output does to the state.
 *
 * @param <T> the task's unary input
 * @param <O> the task's output: the final result
 * @param <OE> the task's output elements: the intermediate results
 */
public final class ModuleAction<T, O, OE> extends ActionBuilder<ModuleAction<T, O, OE>> {

  private final ModuleRunner<T, ?, O, OE> runner;
  private final OutputTranslator<T, ?, O, OE> translator;
  private BiFunction<State, Inputs, Parameters> parameters = (state, inputs) -> Parameters.NONE;

  ModuleAction(ModuleRunner<T, ?, O, OE> runner) {
    this.runner = runner;
    runner.plan(Flavor.UNARY_STREAM);
    this.translator = translator(runner);
  }

  private static <T, O, OE> OutputTranslator<T, ?, O, OE> translator(
      ModuleRunner<T, ?, O, OE> runner) {
    return runner
        .outputTranslator()
        .orElseThrow(
            () -> new IllegalArgumentException("module '" + runner.module().id()
                + "' must have an output translator for task '" + runner.task().name()
                + "' to be an action but has none"));
  }

  @Override
  ModuleAction<T, O, OE> self() {
    return this;
  }

  /** The parameters of each call; none, unless said. */
  public ModuleAction<T, O, OE> parameters(BiFunction<State, Inputs, Parameters> each) {
    this.parameters = each;
    return this;
  }

  /**
   * The action.
   *
   * @param input the task's input
   * @param update the state that the whole output leads to
   */
  public Action<OE, O> run(BiFunction<State, Inputs, T> input, BiFunction<O, State, State> update) {
    BiFunction<State, Inputs, Parameters> each = parameters;
    return built(
        runner.task().outputElementType(),
        runner.task().outputType(),
        (state, inputs) -> Streaming.<OE, O>joining(
                () -> runner.unaryStream(input.apply(state, inputs), each.apply(state, inputs)),
                translator)
            .map(output -> new Final<>(output, update.apply(output, state))));
  }
}
