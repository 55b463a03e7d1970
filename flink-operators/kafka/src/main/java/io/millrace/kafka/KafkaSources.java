package io.millrace.kafka;

import io.millrace.core.Message;
import io.millrace.flink.ActionCall;
import io.millrace.flink.DeadLetter;
import io.millrace.flink.ModuleControl;
import io.millrace.flink.types.MessageTypes;
import io.millrace.kafka.envelope.EnvelopeFormat;
import io.millrace.kafka.openai.TextFormat;
import io.millrace.kafka.record.KafkaRecord;
import io.millrace.schemas.GeneratedTextStreamResult;
import java.util.List;
import java.util.function.Function;
import org.apache.avro.Schema;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.streaming.api.datastream.DataStreamSource;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.OutputTag;

/**
 * Streams of messages from topics. A source's {@code uid} names its two operators, {@code uid-records} and {@code
 * uid-decode}; it is the savepoint's, so it must not change. There are no watermarks but the last, at the end of bounded
 * input: what is done with a request does not wait for other partitions.
 */
public final class KafkaSources {

  private KafkaSources() {}

  /**
   * Messages from records of OpenAI's {@code chat.completion.chunk} JSON, keyed by the completion's id.
   *
   * <p>A choice's text is a request: the completion's id for choice 0, {@code id#n} for choice n. A refusal ({@code
   * id/refusal}, {@code id#n/refusal}) and each tool call's arguments ({@code id/tool-k}, {@code id#n/tool-k}) are requests
   * too, from their first piece to the choice's finish reason. Messages have no sequence but their position, unless the
   * record has a header {@code sequence}, which numbers the records of each choice from 0. Headers {@code attempt}, {@code
   * traceparent}, {@code tracestate} and {@code parameters} (a JSON object) are read too.
   */
  public static MessageSource<GeneratedTextStreamResult> chunks(
      StreamExecutionEnvironment environment, String uid, KafkaInput input) {
    return chunks(environment, uid, records(input));
  }

  /** The same from records that come from elsewhere: from files, or from files and then topics. */
  public static MessageSource<GeneratedTextStreamResult> chunks(
      StreamExecutionEnvironment environment, String uid, Source<KafkaRecord, ?, ?> records) {
    return source(
        environment,
        uid,
        records,
        GeneratedTextStreamResult.class,
        deadLetters -> new ChunkFunction(uid, deadLetters));
  }

  /**
   * Messages from records that each hold a whole text, or a prompt: each is a request of its own, in one message.
   *
   * <p>Two records with one key are two calls to a flavour that takes whole inputs; to one that takes streams the second is
   * a duplicate, unless a header {@code attempt} says more.
   */
  public static MessageSource<String> texts(
      StreamExecutionEnvironment environment, String uid, KafkaInput input, TextFormat format) {
    return source(
        environment,
        uid,
        records(input),
        String.class,
        deadLetters -> new TextFunction(uid, deadLetters, format));
  }

  /** The records of topics as they are, for {@link StreamExecutionEnvironment#fromSource}. */
  public static Source<KafkaRecord, ?, ?> records(KafkaInput input) {
    return RawRecords.source(input);
  }

  /**
   * Messages from envelopes in the default format, see {@link #envelopes(StreamExecutionEnvironment, String, KafkaInput,
   * EnvelopeFormat, Class, Schema...)}.
   */
  public static <T> MessageSource<T> envelopes(
      StreamExecutionEnvironment environment,
      String uid,
      KafkaInput input,
      Class<T> payload,
      Schema... writers) {
    return envelopes(environment, uid, input, EnvelopeFormat.singleObject(), payload, writers);
  }

  /**
   * Messages from envelopes, as {@link KafkaSinks#envelopes} writes them, keyed by the request's id, see {@link
   * KafkaInput#withLongestRequestId}.
   *
   * @param payload the class of the payloads
   * @param writers schemas of newer writers, or of older payloads of your own, see {@link
   *     io.millrace.kafka.envelope.MessageSchema#of(Schema)}; today's is known, and what was released
   * @throws IllegalArgumentException if the format has no place for such payloads, is not one to be read, or is not to be
   *     told of writers
   */
  public static <T> MessageSource<T> envelopes(
      StreamExecutionEnvironment environment,
      String uid,
      KafkaInput input,
      EnvelopeFormat format,
      Class<T> payload,
      Schema... writers) {
    return envelopes(
        environment,
        uid,
        records(input),
        format,
        payload,
        List.of(writers),
        input.longestRequestId());
  }

  /** The same from records that come from elsewhere: from files, or from files and then topics. */
  public static <T> MessageSource<T> envelopes(
      StreamExecutionEnvironment environment,
      String uid,
      Source<KafkaRecord, ?, ?> records,
      EnvelopeFormat format,
      Class<T> payload,
      Schema... writers) {
    return envelopes(
        environment,
        uid,
        records,
        format,
        payload,
        List.of(writers),
        KafkaInput.LONGEST_REQUEST_ID);
  }

  private static <T> MessageSource<T> envelopes(
      StreamExecutionEnvironment environment,
      String uid,
      Source<KafkaRecord, ?, ?> records,
      EnvelopeFormat format,
      Class<T> payload,
      List<Schema> writers,
      int longestRequestId) {
    return source(
        environment,
        uid,
        records,
        payload,
        deadLetters ->
            new EnvelopeFunction<>(uid, deadLetters, format, payload, writers, longestRequestId));
  }

  /**
   * Control messages: which module an operator takes from now on, or which defaults. A record is a JSON object, {@code
   * {"operator": "entities", "module": "s3://models/pii/2", "defaults": {"threshold": 0.4}}}, of which {@code module} or
   * {@code defaults} may be absent: what is absent stays as it is. Keys do not matter, unless the topic is compacted: a key
   * for each operator then, and each record with all that is to hold.
   *
   * <p>One task reads them all. A job that begins without state reads again what was said before, as the input's start says,
   * and has each operator load one version after the other; the last one holds.
   */
  public static ControlSource controls(
      StreamExecutionEnvironment environment, String uid, KafkaInput input) {
    OutputTag<DeadLetter> deadLetters = deadLetters(uid);
    DataStreamSource<KafkaRecord> read = read(environment, uid, records(input)).setParallelism(1);
    return new ControlSource(
        decoded(uid, read, new ControlFunction(uid, deadLetters), ModuleControl.TYPE)
            .setParallelism(1),
        deadLetters);
  }

  /** Requests to applications, for {@link KafkaActions}. */
  static ActionSource actions(
      StreamExecutionEnvironment environment,
      String uid,
      Source<KafkaRecord, ?, ?> source,
      Function<OutputTag<DeadLetter>, DecodingFunction<ActionCall>> decoding,
      TypeInformation<ActionCall> type) {
    OutputTag<DeadLetter> deadLetters = deadLetters(uid);
    DataStreamSource<KafkaRecord> read = read(environment, uid, source);
    return new ActionSource(
        read, decoded(uid, read, decoding.apply(deadLetters), type), deadLetters);
  }

  private static <T> MessageSource<T> source(
      StreamExecutionEnvironment environment,
      String uid,
      Source<KafkaRecord, ?, ?> source,
      Class<T> payload,
      Function<OutputTag<DeadLetter>, DecodingFunction<Message<T>>> decoding) {
    OutputTag<DeadLetter> deadLetters = deadLetters(uid);
    DataStreamSource<KafkaRecord> read = read(environment, uid, source);
    return new MessageSource<>(
        read,
        decoded(uid, read, decoding.apply(deadLetters), MessageTypes.of(payload)),
        deadLetters);
  }

  private static OutputTag<DeadLetter> deadLetters(String uid) {
    return new OutputTag<>(uid + "-dead-letters", DeadLetter.TYPE);
  }

  private static DataStreamSource<KafkaRecord> read(
      StreamExecutionEnvironment environment, String uid, Source<KafkaRecord, ?, ?> source) {
    String records = uid + "-records";
    DataStreamSource<KafkaRecord> read =
        environment.fromSource(source, WatermarkStrategy.noWatermarks(), records, KafkaRecord.TYPE);
    read.uid(records);
    return read;
  }

  private static <T> SingleOutputStreamOperator<T> decoded(
      String uid,
      DataStreamSource<KafkaRecord> read,
      DecodingFunction<T> decoding,
      TypeInformation<T> type) {
    String decode = uid + "-decode";
    return read.process(decoding, type).name(decode).uid(decode);
  }
}
