package io.millrace.examples.inputs;

import io.millrace.core.Message;
import io.millrace.examples.entities.EntitiesPipeline;
import io.millrace.flink.DeadLetter;
import io.millrace.kafka.ControlSource;
import io.millrace.kafka.KafkaInput;
import io.millrace.kafka.KafkaSources;
import io.millrace.kafka.MessageSource;
import io.millrace.kafka.envelope.EnvelopeFormat;
import io.millrace.kafka.openai.TextFormat;
import io.millrace.schemas.GeneratedTextStreamResult;
import java.util.Optional;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * A topic to read, in whatever format.
 *
 * @param flink the job's environment
 * @param topic what to read
 * @param format in which format it is
 * @param envelopes how envelopes are encoded
 * @param control the topic of control messages, if there is one
 */
public record TopicInput(
    StreamExecutionEnvironment flink,
    KafkaInput topic,
    InputFormat format,
    EnvelopeFormat envelopes,
    Optional<KafkaInput> control) {

  private static final String UID = "input";

  /**
   * What was read.
   *
   * @param messages the messages
   * @param undecodable the records that are none
   * @param <E> the payload
   */
  public record Read<E>(DataStream<Message<E>> messages, DataStream<DeadLetter> undecodable) {}

  /** Reads messages with such payloads, as {@link InputFormat#require} found that the format gives them. */
  public <E> Read<E> read(Class<E> payload) {
    return switch (format) {
      case SINGLE_OBJECT, REGISTRY, PLAIN ->
        read(KafkaSources.envelopes(flink, UID, topic, envelopes, payload));
      case TEXT -> texts(TextFormat.TEXT, payload);
      case PROMPTS -> texts(TextFormat.PROMPT, payload);
      case CHUNKS -> chunks(payload);
    };
  }

  /** The control messages. */
  public Optional<ControlSource> controls() {
    return control.map(from -> KafkaSources.controls(flink, "control", from));
  }

  private <E> Read<E> chunks(Class<E> payload) {
    Read<GeneratedTextStreamResult> pieces = read(KafkaSources.chunks(flink, UID, topic));
    if (payload != String.class) {
      return typed(pieces, GeneratedTextStreamResult.class, payload);
    }
    DataStream<Message<String>> texts = EntitiesPipeline.texts(pieces.messages());
    return typed(new Read<>(texts, pieces.undecodable()), String.class, payload);
  }

  private <E> Read<E> texts(TextFormat layout, Class<E> payload) {
    return typed(read(KafkaSources.texts(flink, UID, topic, layout)), String.class, payload);
  }

  private static <E> Read<E> read(MessageSource<E> source) {
    return new Read<>(source.messages(), source.deadLetters());
  }

  /**
   * The payload that a task takes is known when its folder is loaded, not when this is compiled. That the two classes are one
   * is looked at here, so the cast cannot be wrong; and by {@link io.millrace.flink.TaskStreams}, from the stream's own type.
   */
  @SuppressWarnings("unchecked")
  private static <A, E> Read<E> typed(Read<A> read, Class<A> given, Class<E> taken) {
    if (!given.equals(taken)) {
      throw new IllegalArgumentException(
          "the records are of " + given.getName() + " but are to be of " + taken.getName());
    }
    return (Read<E>) read;
  }
}
