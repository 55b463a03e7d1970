package io.millrace.flink;

import io.millrace.core.Message;
import io.millrace.core.Origin;
import io.millrace.core.Parameters;
import io.millrace.core.Status;
import io.millrace.core.task.ModuleRunner;
import io.millrace.core.task.StateType.Both;
import io.millrace.flink.types.MessageTypes;
import io.millrace.flink.types.StateTypes;
import java.util.List;
import org.apache.flink.api.common.RuntimeExecutionMode;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.windowing.assigners.GlobalWindows;
import org.apache.flink.streaming.api.windowing.assigners.MergingWindowAssigner;
import org.apache.flink.streaming.api.windowing.assigners.WindowAssigner;
import org.apache.flink.streaming.api.windowing.windows.Window;
import org.apache.flink.util.OutputTag;

/**
 * Builds the windowed form of stream → unary: the keyed function puts each request's elements in order, and Flink's window
 * operator behind it, in the same chain, aggregates them.
 */
final class WindowedTask<IE, S, O> {

  private final OperatorSettings settings;
  private final TaskAggregate<IE, S, O> aggregate;
  private final TypeInformation<S> state;
  private final TypeInformation<Taken<IE>> takenType;
  private final TypeInformation<Message<Taken<IE>>> messageType;

  WindowedTask(
      OperatorSettings settings,
      TaskAggregate<IE, S, O> aggregate,
      TypeInformation<IE> element,
      TypeInformation<S> state) {
    this.settings = settings;
    this.aggregate = aggregate;
    this.state = state;
    this.takenType = new TakenTypeInfo<>(element);
    this.messageType = MessageTypes.of(takenType);
  }

  <W extends Window> TaskStream<O> over(
      DataStream<Message<IE>> messages,
      List<SingleOutputStreamOperator<?>> sharingShuffle,
      WindowAssigner<Object, W> assigner,
      ModuleRunner<?, IE, O, ?> built) {
    if (assigner instanceof MergingWindowAssigner<?, ?>
        && built.streamUnary().merger().isEmpty()) {
      throw new IllegalArgumentException(
          "operator '" + settings.name() + "' cannot have windows that merge (" + assigner
              + "): the accumulator of " + built + " does not merge");
    }
    boolean ofTime = !(assigner instanceof GlobalWindows);
    if (ofTime
        && messages.getExecutionEnvironment().getConfiguration().get(ExecutionOptions.RUNTIME_MODE)
            == RuntimeExecutionMode.BATCH) {
      throw refusal(settings.name());
    }
    SingleOutputStreamOperator<Message<Taken<IE>>> ordered = order(messages, sharingShuffle);
    List<SingleOutputStreamOperator<?>> sharing = Shuffle.joinedBy(ordered, sharingShuffle);
    SingleOutputStreamOperator<Message<Taken<IE>>> entering =
        ordered.transform(settings.name() + "-entry", messageType, new WindowEntry<>(ofTime));
    sharing = Shuffle.joinedBy(entering, sharing);
    OutputTag<Message<Taken<IE>>> late = new OutputTag<>("late", messageType);
    SingleOutputStreamOperator<Message<O>> closed = Shuffle.byRequest(entering, sharing)
        .window(assigner)
        .trigger(new WindowTrigger<>(ofTime ? assigner.getDefaultTrigger() : null))
        .sideOutputLateData(late)
        .aggregate(
            new WindowAggregate<>(aggregate),
            new WindowClosing<>(settings.name(), ofTime, aggregate),
            accumulatedType(),
            accumulatedType(),
            MessageTypes.of(built.task().outputType()))
        .name(settings.name() + "-window")
        .uid(settings.name() + "-window");
    DataStream<DeadLetter> deadLetters = ordered
        .getSideOutput(OperatorSettings.DEAD_LETTERS)
        .union(
            closed.getSideOutput(OperatorSettings.DEAD_LETTERS),
            lateLetters(closed.getSideOutput(late)));
    return new TaskStream<>(closed, deadLetters, Shuffle.joinedBy(closed, sharing));
  }

  private SingleOutputStreamOperator<Message<Taken<IE>>> order(
      DataStream<Message<IE>> messages, List<SingleOutputStreamOperator<?>> sharingShuffle) {
    TaskAggregate<IE, S, O> recipe = aggregate;
    Work.Recipe<Taken<IE>, Parameters, Taken<IE>> forwarding =
        () -> new Work<>(recipe.runner(), new Forwarding<>(recipe.runner()));
    SingleOutputStreamOperator<Message<Taken<IE>>> timed =
        messages.process(new Timestamping<>(), messageType).name(settings.name() + "-time");
    if (!sharingShuffle.isEmpty()) {
      Shuffle.joinedBy(timed, sharingShuffle);
    }
    TypeInformation<Parameters> parameters = StateTypes.of(Parameters.class);
    return Shuffle.byRequest(timed, sharingShuffle)
        .process(new RequestFunction<>(settings, forwarding, takenType, parameters), messageType)
        .name(settings.name())
        .uid(settings.name());
  }

  private TypeInformation<Both<Message<Accumulated<S>>, String>> accumulatedType() {
    return StateTypes.pair(MessageTypes.of(new AccumulatedTypeInfo<>(state)), Types.STRING);
  }

  private DataStream<DeadLetter> lateLetters(DataStream<Message<Taken<IE>>> late) {
    String operator = settings.name();
    return late.map(message -> lateLetter(operator, message))
        .returns(DeadLetter.TYPE)
        .name(operator + "-late");
  }

  private static DeadLetter lateLetter(String operator, Message<?> message) {
    Origin origin = message.origin();
    return DeadLetter.ofRequest(
        operator,
        message.requestId(),
        message.attempt(),
        origin,
        origin == null ? -1 : origin.offset(),
        Status.Code.OUT_OF_RANGE.because(
            "message " + message.sequence() + " came after its window had closed"),
        "");
  }

  static IllegalArgumentException refusal(String operator) {
    return new IllegalArgumentException(
        "operator '" + operator + "' cannot have windows of time in BATCH, where"
            + " the messages of one millisecond come in any order: run it as bounded STREAMING");
  }
}
