package io.millrace.flink;

import io.millrace.core.Message;
import io.millrace.core.Origin;
import io.millrace.core.Parameters;
import io.millrace.core.Status;
import io.millrace.core.task.ModuleRunner;
import io.millrace.core.task.StateType.Both;
import io.millrace.flink.types.MessageTypes;
import io.millrace.flink.types.StateTypes;
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
      Shuffle shuffle,
      WindowAssigner<Object, W> assigner,
      ModuleRunner<?, IE, O, ?> built,
      Control control) {
    boolean ofTime = !(assigner instanceof GlobalWindows);
    requirePossible(assigner, built, ofTime, messages);
    SingleOutputStreamOperator<Message<Taken<IE>>> ordered =
        order(messages, shuffle, control.travels());
    SingleOutputStreamOperator<Message<Taken<IE>>> entering = named(
        ordered.transform(settings.name() + "-entry", messageType, new WindowEntry<>(ofTime)),
        "-entry");
    shuffle.joinedBy(entering);
    OutputTag<Message<Taken<IE>>> late = new OutputTag<>("late", messageType);
    SingleOutputStreamOperator<Message<O>> closed = named(
        shuffle
            .byRequest(entering)
            .window(assigner)
            .trigger(new WindowTrigger<>(ofTime ? assigner.getDefaultTrigger() : null))
            .sideOutputLateData(late)
            .aggregate(
                new WindowAggregate<>(aggregate),
                new WindowClosing<>(settings.name(), ofTime, aggregate),
                accumulatedType(),
                accumulatedType(),
                MessageTypes.of(built.task().outputType())),
        "-window");
    shuffle.joinedBy(closed);
    DataStream<DeadLetter> deadLetters = ordered
        .getSideOutput(OperatorSettings.DEAD_LETTERS)
        .union(
            closed.getSideOutput(OperatorSettings.DEAD_LETTERS),
            lateLetters(closed.getSideOutput(late)));
    return new TaskStream<>(closed, deadLetters, shuffle, control);
  }

  private void requirePossible(
      WindowAssigner<?, ?> assigner,
      ModuleRunner<?, IE, O, ?> built,
      boolean ofTime,
      DataStream<?> messages) {
    if (assigner instanceof MergingWindowAssigner<?, ?>
        && built.streamUnary().merger().isEmpty()) {
      throw new IllegalArgumentException(
          "operator '" + settings.name() + "' cannot have windows that merge (" + assigner
              + "): the accumulator of " + built + " does not merge");
    }
    if (ofTime && settings.unclaimed() == UnclaimedParameters.HAND_ON) {
      throw new IllegalArgumentException(
          "operator '" + settings.name() + "' cannot hand on parameters from windows of time" + " ("
              + assigner + "): only a request's first window would have them");
    }
    if (ofTime
        && messages.getExecutionEnvironment().getConfiguration().get(ExecutionOptions.RUNTIME_MODE)
            == RuntimeExecutionMode.BATCH) {
      throw refusal(settings.name());
    }
  }

  private SingleOutputStreamOperator<Message<Taken<IE>>> order(
      DataStream<Message<IE>> messages, Shuffle shuffle, boolean controlled) {
    TaskAggregate<IE, S, O> recipe = aggregate;
    Loaded.Recipe<Work<Taken<IE>, Parameters, Taken<IE>>> forwarding =
        loading -> new Work<>(recipe.runner(), new Forwarding<>(recipe.runner()));
    SingleOutputStreamOperator<Message<Taken<IE>>> timed = shuffle.inOrder(
        messages, named(messages.process(new Timestamping<>(), messageType), "-time"));
    TypeInformation<Parameters> parameters = StateTypes.of(Parameters.class);
    RequestFunction<Taken<IE>, Parameters, Taken<IE>> function = new RequestFunction<>(
        controlled ? Visit.passing(settings, forwarding) : Visit.recipe(settings, forwarding),
        takenType,
        parameters);
    return shuffle.joinedBy(named(
        RequestOperator.over(shuffle.byRequest(timed), function, settings.limits(), messageType),
        ""));
  }

  private <T> SingleOutputStreamOperator<T> named(
      SingleOutputStreamOperator<T> operator, String suffix) {
    String name = settings.name() + suffix;
    return operator.name(name).uid(name);
  }

  private TypeInformation<Both<Message<Accumulated<S>>, String>> accumulatedType() {
    return StateTypes.pair(MessageTypes.of(new AccumulatedTypeInfo<>(state)), Types.STRING);
  }

  private DataStream<DeadLetter> lateLetters(DataStream<Message<Taken<IE>>> late) {
    String operator = settings.name();
    return named(
        late.map(message -> lateLetter(operator, message)).returns(DeadLetter.TYPE), "-late");
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
