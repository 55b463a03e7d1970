package io.millrace.kafka.openai;

import io.millrace.core.Message;
import io.millrace.flink.DeadLetter;
import io.millrace.kafka.record.KafkaRecord;
import io.millrace.kafka.record.UndecodableException;
import io.millrace.schemas.GeneratedTextStreamResult;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A partition of chunks that is written and read record by record. */
final class ChunkTopic {

  private ChunkReader reader = new ChunkReader();
  private long offset;

  /** A record's value: a chunk of completion {@code id}. */
  static String chunk(String id, String... choices) {
    return """
        {"id":"%s","object":"chat.completion.chunk","model":"m","choices":[%s]}""".formatted(id, String.join(",", choices));
  }

  static String choice(int index, String delta) {
    return """
        {"index":%d,"delta":%s,"finish_reason":null}""".formatted(index, delta);
  }

  static String finished(int index, String delta, String reason) {
    return """
        {"index":%d,"delta":%s,"finish_reason":"%s"}""".formatted(index, delta, reason);
  }

  static String content(String text) {
    return """
        {"content":"%s"}""".formatted(text);
  }

  static String refusal(String text) {
    return """
        {"refusal":"%s"}""".formatted(text);
  }

  static String tool(int index, String arguments) {
    return """
        {"tool_calls":[{"index":%d,"function":{"arguments":"%s"}}]}""".formatted(index, arguments);
  }

  static KafkaRecord record(
      long offset, @Nullable String key, @Nullable String value, Map<String, String> headers) {
    List<DeadLetter.Header> all = new ArrayList<>();
    headers.forEach((name, text) ->
        all.add(new DeadLetter.Header(name, text.getBytes(StandardCharsets.UTF_8))));
    return new KafkaRecord(
        "chunks",
        3,
        offset,
        1_000 + offset,
        key == null ? null : key.getBytes(StandardCharsets.UTF_8),
        value == null ? null : value.getBytes(StandardCharsets.UTF_8),
        all);
  }

  /** Writes choices of completion {@code c}, and reads them. */
  List<Message<GeneratedTextStreamResult>> say(String... choices) throws UndecodableException {
    return read("c", chunk("c", choices), Map.of());
  }

  /** The same with headers. */
  List<Message<GeneratedTextStreamResult>> say(Map<String, String> headers, String... choices)
      throws UndecodableException {
    return read("c", chunk("c", choices), headers);
  }

  List<Message<GeneratedTextStreamResult>> read(
      @Nullable String key, @Nullable String value, Map<String, String> headers)
      throws UndecodableException {
    List<Message<GeneratedTextStreamResult>> messages = new ArrayList<>();
    boolean taken = reader.read(record(offset++, key, value, headers), messages::add);
    if (taken == messages.isEmpty()) {
      throw new AssertionError(
          "said to be " + (taken ? "taken" : "skipped") + " but gave " + messages);
    }
    return messages;
  }

  /** Goes on with a new reader, restored from what the one so far remembers. */
  void restart() {
    ChunkReader restored = new ChunkReader();
    restored.restore(reader.progress(true));
    reader = restored;
  }

  /** How many completions something is remembered of. */
  int remembered() {
    return reader.progress(true).stream().mapToInt(p -> p.completions().size()).sum();
  }

  long forgotten() {
    return reader.forgotten();
  }

  /** What messages say, in short: {@code request "text"}, and how it ends if it does. */
  static List<String> brief(List<Message<GeneratedTextStreamResult>> messages) {
    return messages.stream().map(ChunkTopic::brief).toList();
  }

  private static String brief(Message<GeneratedTextStreamResult> message) {
    StringBuilder text = new StringBuilder(message.requestId());
    GeneratedTextStreamResult element = message.payload();
    if (element != null) {
      text.append(" \"").append(element.getGeneratedText()).append('"');
      if (element.getDetails() != null) {
        text.append(' ').append(element.getDetails().getFinishReason());
      }
    }
    if (!message.status().isOk()) {
      text.append(' ').append(message.status());
    }
    return message.last() ? text.append(" end").toString() : text.toString();
  }
}
