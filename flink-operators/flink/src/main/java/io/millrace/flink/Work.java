package io.millrace.flink;

import io.millrace.core.Status;
import io.millrace.core.task.ModuleRunner;
import io.millrace.core.task.StreamStream;
import io.millrace.core.task.StreamUnary;
import io.millrace.flink.types.StateTypes;
import org.apache.flink.api.common.typeinfo.TypeInformation;

/**
 * What a keyed operator does with the messages it has put in order: a module's runner, and one of its flavours in the form
 * of a stream → stream.
 *
 * <p>A runner does not say what its state is made of ({@code StreamStream<IE, ?, OE>}): only the module knows. The type
 * learnt while the job is built and the flavour made on the worker come of one recipe, and so agree; that is what the
 * unchecked casts here rely on.
 *
 * @param <IE> an element of the input
 * @param <S> the state
 * @param <OE> an element of the output
 */
record Work<IE, S, OE>(ModuleRunner<?, ?, ?, ?> runner, StreamStream<IE, S, OE> flavor)
    implements Loaded {

  @SuppressWarnings("unchecked")
  static <IE, OE> Work<IE, Object, OE> streaming(ModuleRunner<?, IE, ?, OE> runner) {
    return new Work<>(runner, (StreamStream<IE, Object, OE>) runner.streamStream());
  }

  static <IE, O> Work<IE, Accumulated<Object>, O> aggregating(
      TaskAggregate<IE, Object, O> aggregate) {
    return new Work<>(aggregate.runner(), new Aggregating<>(aggregate));
  }

  /**
   * Refuses work with another state than the job was built with: that of requests under way could not be stored.
   *
   * @throws io.millrace.core.StatusException FAILED_PRECONDITION, naming both
   */
  void requireState(TypeInformation<?> wanted) {
    TypeInformation<?> got = stateType();
    if (!got.equals(wanted)) {
      throw Status.Code.FAILED_PRECONDITION
          .because("the state of " + runner.module() + " is a " + got
              + " but the job was built to store a " + wanted)
          .asException();
    }
  }

  private TypeInformation<?> stateType() {
    return flavor instanceof Aggregating<?, ?, ?>
        ? new AccumulatedTypeInfo<>(stateType(runner.streamUnary()))
        : stateType(flavor);
  }

  @SuppressWarnings("unchecked")
  static TypeInformation<Object> stateType(StreamStream<?, ?, ?> flavor) {
    return (TypeInformation<Object>) StateTypes.of(flavor.stateType());
  }

  @SuppressWarnings("unchecked")
  static TypeInformation<Object> stateType(StreamUnary<?, ?, ?> flavor) {
    return (TypeInformation<Object>) StateTypes.of(flavor.stateType());
  }
}
