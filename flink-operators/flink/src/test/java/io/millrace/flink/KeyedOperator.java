package io.millrace.flink;

import io.millrace.core.Message;
import io.millrace.core.task.ModuleRunner;
import io.millrace.flink.types.MessageTypes;
import io.millrace.flink.types.StateTypes;
import java.io.IOException;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;

/** The function that the door makes of a runner, and the type of what it gives, without the door. */
record KeyedOperator<OE>(
    RequestFunction<String, ?, OE> function, TypeInformation<Message<OE>> output) {

  static <I, O, OE> KeyedOperator<OE> streamStream(
      OperatorSettings settings, RunnerSupplier<I, String, O, OE> runner) throws IOException {
    try (ModuleRunner<I, String, O, OE> built = runner.get()) {
      return new KeyedOperator<>(
          new RequestFunction<>(
              Visit.recipe(settings, loading -> Work.streaming(loading.from(runner))),
              StateTypes.of(String.class),
              Work.stateType(built.streamStream())),
          MessageTypes.of(built.task().outputElementType()));
    }
  }

  static <I, O, OE> KeyedOperator<O> streamUnary(
      OperatorSettings settings, RunnerSupplier<I, String, O, OE> runner) throws IOException {
    try (ModuleRunner<I, String, O, OE> built = runner.get()) {
      return new KeyedOperator<>(
          new RequestFunction<>(
              Visit.recipe(settings, loading -> Work.aggregating(new TaskAggregate<>(runner))),
              StateTypes.of(String.class),
              new AccumulatedTypeInfo<>(Work.stateType(built.streamUnary()))),
          MessageTypes.of(built.task().outputType()));
    }
  }

  static KeyedOperator<String> deduplicate(RequestLimits limits) {
    return new KeyedOperator<>(
        new RequestFunction<>(
            Deduplication.recipe("once", limits), StateTypes.of(String.class), Types.VOID),
        MessageTypes.of(String.class));
  }
}
