package io.millrace.kafka;

import io.millrace.core.Message;
import io.millrace.core.Parameters;
import io.millrace.core.Status;
import io.millrace.core.action.Outcome;
import io.millrace.flink.ActionEnd;
import io.millrace.flink.ActionItem;
import io.millrace.flink.ActionOutput;
import io.millrace.kafka.action.AnyValues;
import io.millrace.kafka.envelope.EnvelopeFormat;
import io.millrace.schemas.ActionReply;
import io.millrace.schemas.ActionReplyEnd;
import io.millrace.schemas.ActionReplyEnding;
import io.millrace.schemas.ActionReplyItem;
import java.util.Objects;
import org.apache.flink.api.common.serialization.SerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Makes records of what came of requests to applications, keyed by the application. What cannot be written ends its request
 * in its place, as with {@link EnvelopeRecords}: it would fail the job whenever it is tried again.
 */
final class ActionReplyRecords implements TopicRecords<ActionOutput> {

  /** What of the replies goes to a topic. */
  enum Part {
    /** Intermediate results, and ends. */
    ALL,
    /** Intermediate results, and of ends no more than the status. */
    ITEMS,
    /** Ends alone. */
    ENDS
  }

  private static final long serialVersionUID = 1L;

  private final EnvelopeRecords<ActionReply> records;
  private final Part part;

  ActionReplyRecords(KafkaOutput output, EnvelopeFormat format, Part part) {
    this.records =
        new EnvelopeRecords<>(output.topic(), output.largestRecord(), format, ActionReply.class);
    this.part = part;
  }

  @Override
  public String topic() {
    return records.topic();
  }

  @Override
  public void open(SerializationSchema.InitializationContext context, KafkaSinkContext sink) {
    records.open(context, sink);
  }

  @Override
  public @Nullable ProducerRecord<byte[], byte[]> serialize(
      ActionOutput output, KafkaSinkContext context, @Nullable Long timestamp) {
    if (part == Part.ENDS && output.end() == null) {
      return null;
    }
    return records.serialize(output.application(), message(output), timestamp);
  }

  private Message<ActionReply> message(ActionOutput output) {
    ActionEnd end = output.end();
    Message<ActionItem> item = output.item();
    try {
      return end == null ? item(Objects.requireNonNull(item)) : end(end, output);
    } catch (IllegalArgumentException e) {
      return unwritable(output, String.valueOf(e.getMessage()));
    }
  }

  private static Message<ActionReply> item(Message<ActionItem> message) {
    ActionItem item = Objects.requireNonNull(message.payload());
    ActionReplyItem written = new ActionReplyItem(
        item.action(),
        item.step(),
        item.attempt(),
        item.index(),
        AnyValues.of(item.value(Object.class)));
    return new Message<>(
        message.requestId(),
        message.attempt(),
        message.sequence(),
        new ActionReply(item.application(), item.partition(), written, null),
        Parameters.NONE,
        message.headers(),
        false,
        Status.OK,
        null);
  }

  private Message<ActionReply> end(ActionEnd end, ActionOutput output) {
    ActionReply reply = new ActionReply(end.application(), end.partition(), null, written(end));
    return new Message<>(
        end.requestId(),
        end.attempt(),
        end.items(),
        part == Part.ITEMS ? null : reply,
        Parameters.NONE,
        output.headers(),
        true,
        end.status(),
        null);
  }

  private static ActionReplyEnd written(ActionEnd end) {
    Outcome.Ending ending = end.ending();
    return new ActionReplyEnd(
        ending == null ? null : ActionReplyEnding.valueOf(ending.name()),
        end.action(),
        end.step(),
        end.items(),
        end.result(Object.class).map(AnyValues::of).orElse(null),
        AnyValues.named(end.state()),
        end.endedAt());
  }

  private static Message<ActionReply> unwritable(ActionOutput output, String why) {
    ActionEnd end = output.end();
    Message<ActionItem> item = output.item();
    long sequence = end == null ? Objects.requireNonNull(item).sequence() : end.items();
    return new Message<>(
        output.requestId(),
        output.attempt(),
        sequence,
        null,
        Parameters.NONE,
        output.headers(),
        true,
        Status.Code.INTERNAL.because(why),
        null);
  }
}
