package io.millrace.kafka;

import io.millrace.core.action.Graph;
import io.millrace.flink.ActionCall;
import io.millrace.flink.ActionOutput;
import io.millrace.kafka.action.AnyValues;
import io.millrace.kafka.envelope.EnvelopeFormat;
import io.millrace.kafka.record.KafkaRecord;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * Streaming actions over topics: requests from one, and what comes of them to others. A request is an envelope with an {@link
 * io.millrace.schemas.ActionRequest}, a reply one with an {@link io.millrace.schemas.ActionReply}; both are keyed by the
 * application's id, so that those of an application stay in their order. {@link io.millrace.kafka.client.ActionClient} is the
 * other side.
 *
 * <p>Values are written as any reader of Avro can read them, and read as what the graph declares, see {@link AnyValues}.
 */
public final class KafkaActions {

  private KafkaActions() {}

  /** Requests in the default format, see {@link #calls(StreamExecutionEnvironment, String, KafkaInput, EnvelopeFormat, Graph)}. */
  public static ActionSource calls(
      StreamExecutionEnvironment environment, String uid, KafkaInput input, Graph graph) {
    return calls(environment, uid, input, EnvelopeFormat.singleObject(), graph);
  }

  /**
   * Requests to applications of a graph, and cancellations. The message's id is the request's; its headers, and the trace
   * context among the record's, travel with the request. The message's attempt and sequence mean nothing.
   *
   * <p>What is no request, does not say to which application, or has ids that are too long ({@link
   * KafkaInput#withLongestRequestId}) is a dead letter; a request that gives an input which the
   * graph does not have, or of another type, is taken, and fails with {@code INVALID_ARGUMENT}.
   *
   * @param uid names the two operators, as with {@link KafkaSources}
   * @param format the one the requests are written in
   * @throws IllegalArgumentException if the graph declares something that has no place in a record, naming it, or the format
   *     is not one to be read
   */
  public static ActionSource calls(
      StreamExecutionEnvironment environment,
      String uid,
      KafkaInput input,
      EnvelopeFormat format,
      Graph graph) {
    return calls(
        environment, uid, KafkaSources.records(input), format, graph, input.longestRequestId());
  }

  /** The same from records that come from elsewhere: from files, or from files and then topics. */
  public static ActionSource calls(
      StreamExecutionEnvironment environment,
      String uid,
      Source<KafkaRecord, ?, ?> records,
      EnvelopeFormat format,
      Graph graph) {
    return calls(environment, uid, records, format, graph, KafkaInput.LONGEST_REQUEST_ID);
  }

  private static ActionSource calls(
      StreamExecutionEnvironment environment,
      String uid,
      Source<KafkaRecord, ?, ?> records,
      EnvelopeFormat format,
      Graph graph,
      int longestKey) {
    AnyValues.check(graph);
    return KafkaSources.actions(
        environment,
        uid,
        records,
        deadLetters -> new ActionCallFunction(
            uid, deadLetters, format, AnyValues.inputs(graph), longestKey),
        ActionCall.type(graph));
  }

  /** A sink of all that comes of requests in the default format, see {@link #replies(KafkaOutput, EnvelopeFormat, Graph)}. */
  public static KafkaSink<ActionOutput> replies(KafkaOutput output, Graph graph) {
    return replies(output, EnvelopeFormat.singleObject(), graph);
  }

  /**
   * A sink of all that comes of requests, for {@link io.millrace.flink.ActionStream#outputs}: the intermediate results, and
   * behind each request's its end, which is the last message of the attempt. Whoever waits for a request reads this one topic.
   *
   * <p>What the producer does not take ({@code max.request.size}) is replaced by the end of its request, with {@code
   * RESOURCE_EXHAUSTED}: what follows of it is to be ignored, as after any end. The application goes on all the same.
   *
   * @throws IllegalArgumentException if the graph declares something that has no place in a record, naming it; if the format
   *     has no place for values of any type; or the sizes are as {@link KafkaSinks#envelopes} refuses them
   */
  public static KafkaSink<ActionOutput> replies(
      KafkaOutput output, EnvelopeFormat format, Graph graph) {
    return sink(output, format, graph, ActionReplyRecords.Part.ALL);
  }

  /**
   * A sink of the intermediate results alone, for {@link io.millrace.flink.ActionStream#outputs}; each request's end is there
   * too, but without a payload: the status.
   *
   * @throws IllegalArgumentException as {@link #replies(KafkaOutput, EnvelopeFormat, Graph)}
   */
  public static KafkaSink<ActionOutput> items(
      KafkaOutput output, EnvelopeFormat format, Graph graph) {
    return sink(output, format, graph, ActionReplyRecords.Part.ITEMS);
  }

  /**
   * A sink of the ends alone, for {@link io.millrace.flink.ActionStream#outputs}, or for those of them that are to go to this
   * topic: {@code outputs().filter(ActionOutput::isFailure)}.
   *
   * @throws IllegalArgumentException as {@link #replies(KafkaOutput, EnvelopeFormat, Graph)}
   */
  public static KafkaSink<ActionOutput> ends(
      KafkaOutput output, EnvelopeFormat format, Graph graph) {
    return sink(output, format, graph, ActionReplyRecords.Part.ENDS);
  }

  private static KafkaSink<ActionOutput> sink(
      KafkaOutput output, EnvelopeFormat format, Graph graph, ActionReplyRecords.Part part) {
    AnyValues.check(graph);
    return KafkaSinks.sink(output, new ActionReplyRecords(output, format, part));
  }
}
