package io.millrace.examples.run;

import io.millrace.core.Message;
import io.millrace.core.task.Flavor;
import io.millrace.core.task.Task;
import io.millrace.examples.inputs.TopicInput;
import io.millrace.flink.AsyncLimits;
import io.millrace.flink.DeadLetter;
import io.millrace.flink.RequestLimits;
import io.millrace.flink.RunnerSupplier;
import io.millrace.flink.TaskStream;
import io.millrace.flink.TaskStreams;
import io.millrace.kafka.ControlSource;
import java.util.Optional;
import java.util.function.Function;
import org.apache.flink.streaming.api.datastream.DataStream;

/**
 * The job between its source and its sinks.
 *
 * @param output what the module answers
 * @param payload its class
 * @param deadLetters the records that are no messages, and the requests that failed
 * @param <T> the payload
 */
record RunPipeline<T>(
    DataStream<Message<T>> output, Class<T> payload, DataStream<DeadLetter> deadLetters) {

  /**
   * Builds it. The operator has the task's name, which qualifies its parameters.
   *
   * @param atOnce for whole inputs, how many are answered at a time; if nothing is said, one after the other
   */
  static <I, IE, O, OE> RunPipeline<?> over(
      TopicInput input,
      Task<I, IE, O, OE> task,
      Flavor flavor,
      RunnerSupplier<I, IE, O, OE> runner,
      RequestLimits limits,
      Optional<AsyncLimits> atOnce) {
    String name = task.name();
    return switch (flavor) {
      case UNARY_UNARY ->
        over(
            input.read(task.inputType()),
            input.controls(),
            limits,
            streams -> atOnce
                .map(many -> streams.async(many).unaryUnary(name, runner))
                .orElseGet(() -> streams.unaryUnary(name, runner)),
            task.outputType());
      case UNARY_STREAM ->
        over(
            input.read(task.inputType()),
            input.controls(),
            limits,
            streams -> atOnce
                .map(many -> streams.async(many).unaryStream(name, runner))
                .orElseGet(() -> streams.unaryStream(name, runner)),
            task.outputElementType());
      case STREAM_UNARY ->
        over(
            input.read(task.inputElementType()),
            input.controls(),
            limits,
            streams -> streams.streamUnary(name, runner),
            task.outputType());
      case STREAM_STREAM ->
        over(
            input.read(task.inputElementType()),
            input.controls(),
            limits,
            streams -> streams.streamStream(name, runner),
            task.outputElementType());
    };
  }

  private static <E, T> RunPipeline<T> over(
      TopicInput.Read<E> read,
      Optional<ControlSource> control,
      RequestLimits limits,
      Function<TaskStreams<E>, TaskStream<T>> operator,
      Class<T> payload) {
    TaskStreams<E> streams = TaskStreams.of(read.messages()).withLimits(limits);
    TaskStream<T> answered =
        operator.apply(control.map(from -> streams.withControl(from.controls())).orElse(streams));
    DataStream<DeadLetter> letters = read.undecodable().union(answered.deadLetters());
    return new RunPipeline<>(
        answered.output(),
        payload,
        control.map(from -> letters.union(from.deadLetters())).orElse(letters));
  }
}
