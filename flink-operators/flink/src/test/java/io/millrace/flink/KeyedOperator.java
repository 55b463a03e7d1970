package io.millrace.flink;

import io.millrace.core.Message;
import io.millrace.core.task.ModuleRunner;
import io.millrace.flink.types.MessageTypes;
import io.millrace.flink.types.StateTypes;
import java.io.IOException;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.util.InstantiationUtil;

/**
 * The function that the door makes of a runner, and the type of what it gives, without the door.
 *
 * @param inMemory how many requests are kept in memory, where state is not on the heap
 */
record KeyedOperator<OE>(
    RequestFunction<String, ?, OE> function, int inMemory, TypeInformation<Message<OE>> output) {

  /** The operator, as a worker gets it. */
  RequestOperator<String, ?, OE> made() throws Exception {
    return new RequestOperator<>(InstantiationUtil.clone(function), inMemory);
  }

  static <I, O, OE> KeyedOperator<OE> streamStream(
      OperatorSettings settings, RunnerSupplier<I, String, O, OE> runner) throws IOException {
    try (ModuleRunner<I, String, O, OE> built = runner.get()) {
      return new KeyedOperator<>(
          new RequestFunction<>(
              Visit.recipe(settings, loading -> Work.streaming(loading.from(runner))),
              StateTypes.of(String.class),
              Work.stateType(built.streamStream())),
          settings.limits().inMemory(),
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
          settings.limits().inMemory(),
          MessageTypes.of(built.task().outputType()));
    }
  }

  static KeyedOperator<String> deduplicate(RequestLimits limits) {
    return new KeyedOperator<>(
        new RequestFunction<>(
            Deduplication.recipe("once", limits), StateTypes.of(String.class), Types.VOID),
        limits.inMemory(),
        MessageTypes.of(String.class));
  }
}
