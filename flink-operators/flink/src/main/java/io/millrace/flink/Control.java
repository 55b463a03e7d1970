package io.millrace.flink;

import io.millrace.core.Message;
import java.util.Objects;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.BroadcastStream;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.KeyedStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.jspecify.annotations.Nullable;

/**
 * How a chain is controlled.
 *
 * @param stream the control stream that enters the next operator; null if none does
 * @param followers who is behind the operator that one entered before, which tells them in the messages' headers; null if
 *     none did
 */
record Control(
    @Nullable DataStream<ModuleControl> stream, @Nullable Followers followers) {

  static final Control NONE = new Control(null, null);

  /** The same with a stream that enters the next operator. */
  Control entering(DataStream<ModuleControl> newStream) {
    if (!newStream.getType().equals(ModuleControl.TYPE)) {
      throw new IllegalArgumentException("the control stream has the type " + newStream.getType()
          + ": give it with .returns(ModuleControl.TYPE)");
    }
    if (stream != null || followers != null) {
      throw new IllegalArgumentException("a chain has one control stream, which enters its first"
          + " controlled operator: what it says to others travels in the messages");
    }
    return new Control(newStream, null);
  }

  /** Whether what a control stream decides comes in the messages' headers. */
  boolean travels() {
    return stream == null && followers != null;
  }

  /** For one operator, which has followers of its own if the stream enters it. */
  Control at(String operator) {
    if (stream != null) {
      return new Control(stream, Followers.of());
    }
    if (followers != null) {
      followers.add(operator);
    }
    return this;
  }

  /** What holds behind that operator. */
  Control behind() {
    return new Control(null, followers);
  }

  /** Refuses a stream where none can enter. */
  void requireNone(String operator, String why) {
    if (stream != null) {
      throw new IllegalArgumentException(
          "no control stream can enter operator '" + operator + "': " + why);
    }
  }

  /** The keyed operator {@linkplain #at there}, told what to take, or not, as the case may be. */
  <IE, S, OE> SingleOutputStreamOperator<Message<OE>> keyed(
      KeyedStream<Message<IE>, String> messages,
      Steered<Work<IE, S, OE>> steered,
      TypeInformation<IE> element,
      TypeInformation<S> state,
      TypeInformation<Message<OE>> output) {
    if (stream != null) {
      Followers told = Objects.requireNonNull(followers);
      return messages
          .connect(broadcast(stream, steered.settings().name()))
          .process(new ControlledRequestFunction<>(steered, told, element, state), output);
    }
    Sequencer.Recipe<IE, S, OE> recipe = travels()
        ? Visit.listening(steered, state)
        : Visit.recipe(steered.settings(), steered.recipe());
    return RequestOperator.over(
        messages,
        new RequestFunction<>(recipe, element, state),
        steered.settings().limits(),
        output);
  }

  /** The operator of whole inputs {@linkplain #at there}, told what to take, or not, as the case may be. */
  <I, OE> SingleOutputStreamOperator<Message<OE>> whole(
      DataStream<Message<I>> messages,
      Steered<Answering<I, OE>> steered,
      TypeInformation<Message<OE>> output) {
    if (stream == null) {
      return messages.process(new WholeInputFunction<>(steered, travels()), output);
    }
    Followers told = Objects.requireNonNull(followers);
    return messages
        .connect(broadcast(stream, steered.settings().name()))
        .process(new ControlledWholeInputFunction<>(steered, told), output);
  }

  /**
   * The stream, to all tasks of the operator. One task hands it on, so that all hear of two messages in the same order, and
   * says that the stream holds up no event time: it may be silent for months.
   */
  private static BroadcastStream<ModuleControl> broadcast(
      DataStream<ModuleControl> stream, String operator) {
    String name = operator + "-control";
    return stream
        .assignTimestampsAndWatermarks(
            WatermarkStrategy.<ModuleControl>forGenerator(context -> new AtTheEndOfTime()))
        .setParallelism(1)
        .name(name)
        .uid(name)
        .broadcast(Steering.kept());
  }

  /** Says from the beginning that nothing more comes in event time. */
  private static final class AtTheEndOfTime implements WatermarkGenerator<ModuleControl> {
    @Override
    public void onEvent(ModuleControl event, long timestamp, WatermarkOutput output) {
      output.emitWatermark(Watermark.MAX_WATERMARK);
    }

    @Override
    public void onPeriodicEmit(WatermarkOutput output) {
      output.emitWatermark(Watermark.MAX_WATERMARK);
    }
  }
}
