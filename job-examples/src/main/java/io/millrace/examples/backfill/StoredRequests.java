package io.millrace.examples.backfill;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.millrace.core.Message;
import io.millrace.flink.DeadLetter;
import io.millrace.flink.types.MessageTypes;
import io.millrace.flink.types.StateTypes;
import io.millrace.kafka.openai.ChunkReader;
import io.millrace.kafka.openai.PartitionProgress;
import io.millrace.kafka.record.KafkaRecord;
import io.millrace.kafka.record.UndecodableException;
import io.millrace.schemas.GeneratedTextStreamResult;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;

/**
 * Tells what a line holds: a whole text ({@code {"id": …, "text": …}}) is a request in one message; a chat-completion chunk
 * is read as one from a topic is, the file being the partition and the line the offset; anything else is a dead letter.
 */
final class StoredRequests extends ProcessFunction<KafkaRecord, Message<String>>
    implements CheckpointedFunction {

  /** Texts in pieces; those stored whole are the main output. */
  static final OutputTag<Message<String>> PIECES =
      new OutputTag<>("pieces", MessageTypes.of(String.class));

  /** The lines that hold neither. */
  static final OutputTag<DeadLetter> BAD_LINES = new OutputTag<>("bad-lines", DeadLetter.TYPE);

  private static final long serialVersionUID = 1L;

  private static final ObjectReader JSON = JsonMapper.builder()
      .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
      .build()
      .reader();

  private final String operator;
  private transient ChunkReader chunks = new ChunkReader();
  private transient @Nullable ListState<PartitionProgress> progress;
  private transient @Nullable ListState<Integer> tasks;

  StoredRequests(String operator) {
    this.operator = operator;
  }

  /**
   * With the same parallelism a task goes on with its own files, and with what it remembered of them. State that all tasks
   * are given would allow another one, but then Flink takes no checkpoint once a task has read its last file.
   */
  @Override
  public void initializeState(FunctionInitializationContext context) throws Exception {
    chunks = new ChunkReader();
    progress = context
        .getOperatorStateStore()
        .getListState(new ListStateDescriptor<>("files", StateTypes.of(PartitionProgress.class)));
    tasks =
        context.getOperatorStateStore().getListState(new ListStateDescriptor<>("tasks", Types.INT));
    int now = getRuntimeContext().getTaskInfo().getNumberOfParallelSubtasks();
    for (int then : tasks.get()) {
      if (then != now) {
        throw new IllegalStateException(
            "the parallelism of a backfill under way must stay " + then + " but was " + now);
      }
    }
    chunks.restore(progress.get());
  }

  @Override
  public void snapshotState(FunctionSnapshotContext context) throws Exception {
    if (progress != null && tasks != null) {
      progress.update(chunks.progress(true));
      tasks.update(List.of(getRuntimeContext().getTaskInfo().getNumberOfParallelSubtasks()));
    }
  }

  @Override
  public void processElement(KafkaRecord line, Context context, Collector<Message<String>> out) {
    try {
      JsonNode json = read(line);
      if (json.has("choices")) {
        readChunk(line, json, context);
      } else {
        out.collect(whole(line, json));
      }
    } catch (UndecodableException e) {
      context.output(BAD_LINES, line.asDeadLetter(operator, e));
    }
  }

  private void readChunk(KafkaRecord line, JsonNode json, Context context)
      throws UndecodableException {
    boolean unused = chunks.read(
        keyed(line, json.path("id").asText()), message -> context.output(PIECES, text(message)));
  }

  private static KafkaRecord keyed(KafkaRecord line, String key) {
    byte[] bytes = key.getBytes(StandardCharsets.UTF_8);
    return new KafkaRecord(line.topic(), 0, line.offset(), -1, bytes, line.value(), List.of());
  }

  private static Message<String> text(Message<GeneratedTextStreamResult> message) {
    GeneratedTextStreamResult piece = message.payload();
    return message.withPayload(piece == null ? null : piece.getGeneratedText());
  }

  private static JsonNode read(KafkaRecord line) throws UndecodableException {
    try {
      String text = StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(Objects.requireNonNull(line.value())))
          .toString();
      return JSON.readTree(text);
    } catch (CharacterCodingException e) {
      throw new UndecodableException("the line must be UTF-8 but is not: " + e.getMessage());
    } catch (JsonProcessingException e) {
      throw new UndecodableException("the line must be JSON but is not: " + e.getOriginalMessage());
    }
  }

  private static Message<String> whole(KafkaRecord line, JsonNode json)
      throws UndecodableException {
    if (!json.isObject()) {
      throw new UndecodableException("the line must be an object but " + shown(json));
    }
    JsonNode id = json.path("id");
    if (!id.isTextual() || id.textValue().isEmpty()) {
      throw new UndecodableException("id must be a string that is not empty but " + shown(id));
    }
    JsonNode text = json.path("text");
    if (!text.isTextual()) {
      throw new UndecodableException("text must be a string but " + shown(text));
    }
    return Message.unary(wellFormed(id), wellFormed(text)).withOrigin(line.origin());
  }

  /** The text, with U+FFFD for half a character, as chunks are read: JSON can escape one, and UTF-16 encodes it so. */
  private static String wellFormed(JsonNode text) {
    byte[] encoded = text.textValue().getBytes(StandardCharsets.UTF_16BE);
    return new String(encoded, StandardCharsets.UTF_16BE);
  }

  private static String shown(JsonNode node) {
    return switch (node.getNodeType()) {
      case MISSING -> "is missing";
      case ARRAY -> "was an array";
      case OBJECT -> "was an object";
      default -> "was " + node;
    };
  }
}
