package io.millrace.flink;

import io.millrace.core.task.ModuleRunner;
import io.millrace.core.task.UnaryStream;
import io.millrace.core.task.UnaryUnary;
import java.util.stream.Stream;

/**
 * What an operator does with a whole input: a module's runner, and one of its flavours in the form of a unary → stream.
 *
 * @param <I> the input
 * @param <OE> an element of the output
 */
record Answering<I, OE>(ModuleRunner<?, ?, ?, ?> runner, UnaryStream<I, OE> flavor)
    implements Loaded {

  static <I, O> Answering<I, O> once(ModuleRunner<I, ?, O, ?> runner) {
    UnaryUnary<I, O> flavor = runner.unaryUnary();
    return new Answering<>(runner, (input, parameters) -> Stream.of(flavor.run(input, parameters)));
  }

  static <I, OE> Answering<I, OE> streaming(ModuleRunner<I, ?, ?, OE> runner) {
    return new Answering<>(runner, runner.unaryStream());
  }
}
