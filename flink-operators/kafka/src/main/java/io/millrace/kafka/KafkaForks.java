package io.millrace.kafka;

import io.millrace.core.action.Graph;
import io.millrace.flink.ActionCall;
import io.millrace.flink.ActionCallSchema;
import io.millrace.flink.DeadLetter;
import io.millrace.kafka.record.KafkaRecord;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.streaming.api.datastream.DataStreamSource;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.OutputTag;

/**
 * The topic by which what an operator of applications says about forks comes back in: one of the operator's own, which nobody
 * else writes. The topic is the loop that Flink has not got, and as durable as the topic is.
 *
 * <pre>{@code
 * ForkSource forks = KafkaForks.source(environment, "forks", input, graph);
 * ActionStream chats = ActionStreams.of(calls.union(forks.calls())).run("chat", () -> setup);
 * chats.forks().sinkTo(KafkaForks.sink(output, graph)).name("fork-topic").uid("fork-topic");
 * }</pre>
 *
 * <p>At-least-once will do: what comes twice changes nothing. With transactions a fork waits for a checkpoint, twice. A day
 * of retention is plenty: what is older than {@link io.millrace.flink.ActionLimits#forking} is of no use.
 */
public final class KafkaForks {

  private KafkaForks() {}

  /**
   * What comes back in. It holds back no watermarks. What is left there from before is dropped, so begin where the group
   * stands or at the earliest, that nothing may be missed.
   *
   * @param uid names the two operators, as with {@link KafkaSources}
   * @throws IllegalArgumentException if something that the graph declares needs Kryo, naming it
   */
  public static ForkSource source(
      StreamExecutionEnvironment environment, String uid, KafkaInput input, Graph graph) {
    OutputTag<DeadLetter> deadLetters = new OutputTag<>(uid + "-dead-letters", DeadLetter.TYPE);
    ActionCallSchema schema = ActionCallSchema.of(graph);
    DataStreamSource<KafkaRecord> read = environment.fromSource(
        KafkaSources.records(input),
        WatermarkStrategy.forGenerator(context -> new Idle()),
        uid + "-records",
        KafkaRecord.TYPE);
    read.uid(uid + "-records");
    SingleOutputStreamOperator<ActionCall> decoded = read.process(
            new ForkFunction(uid, deadLetters, schema), schema.getProducedType())
        .name(uid + "-decode")
        .uid(uid + "-decode");
    return new ForkSource(decoded, deadLetters);
  }

  /**
   * A sink for {@link io.millrace.flink.ActionStream#forks}. A state that is larger than the producer takes ({@code
   * max.request.size}) is not sent: its fork ends with {@code RESOURCE_EXHAUSTED}.
   *
   * @throws IllegalArgumentException if something that the graph declares needs Kryo, naming it; or the
   *     producer takes less than 64 KiB
   */
  public static KafkaSink<ActionCall> sink(KafkaOutput output, Graph graph) {
    return KafkaSinks.sink(
        output,
        new ForkRecords(output.topic(), output.largestRecord(), ActionCallSchema.of(graph)));
  }

  /** Nobody waits for the time of what is said about forks. */
  private static final class Idle implements WatermarkGenerator<KafkaRecord> {
    @Override
    public void onEvent(KafkaRecord record, long timestamp, WatermarkOutput output) {
      output.markIdle();
    }

    @Override
    public void onPeriodicEmit(WatermarkOutput output) {
      output.markIdle();
    }
  }
}
