package io.millrace.testkit.flink;

import io.millrace.core.Message;
import io.millrace.core.task.Flavor;
import io.millrace.flink.RunnerSupplier;
import io.millrace.flink.TaskStream;
import io.millrace.flink.TaskStreams;
import io.millrace.flink.types.MessageTypes;
import java.io.IOException;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.dag.Transformation;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.operators.StreamOperatorFactory;
import org.apache.flink.streaming.api.transformations.OneInputTransformation;
import org.apache.flink.util.InstantiationUtil;

/**
 * An operator as the public API builds it into a job.
 *
 * @param keyed whether it keeps state by request
 */
record Blueprint(
    StreamOperatorFactory<Message<Object>> factory,
    boolean keyed,
    TypeInformation<Message<Object>> output) {

  static Blueprint of(Flavor flavor, RunnerSupplier<String, String, ?, ?> runner) {
    TaskStreams<String> texts = TaskStreams.of(environment()
        .fromData(MessageTypes.of(String.class), Message.unary("request", "text"))
        .uid("texts")
        .name("texts"));
    TaskStream<?> built = switch (flavor) {
      case UNARY_UNARY -> texts.unaryUnary("module", runner);
      case UNARY_STREAM -> texts.unaryStream("module", runner);
      case STREAM_UNARY -> texts.streamUnary("module", runner);
      case STREAM_STREAM -> texts.streamStream("module", runner);
    };
    return of(built.output().getTransformation());
  }

  @SuppressWarnings(
      "unchecked") // the operator of messages of T is one of messages of objects to those who only
  // read
  private static Blueprint of(Transformation<?> transformation) {
    if (!(transformation instanceof OneInputTransformation<?, ?> operator)) {
      throw new IllegalStateException(
          "the operator must have one input but was built as " + transformation);
    }
    return new Blueprint(
        (StreamOperatorFactory<Message<Object>>) operator.getOperatorFactory(),
        operator.getStateKeySelector() != null,
        (TypeInformation<Message<Object>>) operator.getOutputType());
  }

  private static StreamExecutionEnvironment environment() {
    Configuration configuration = new Configuration();
    configuration.set(PipelineOptions.GENERIC_TYPES, false);
    return StreamExecutionEnvironment.getExecutionEnvironment(configuration);
  }

  /** The factory as a worker gets it: by its bytes. */
  StreamOperatorFactory<Message<Object>> shipped() throws IOException, ClassNotFoundException {
    return InstantiationUtil.clone(factory);
  }
}
