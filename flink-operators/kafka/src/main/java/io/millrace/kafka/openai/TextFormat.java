package io.millrace.kafka.openai;

import io.millrace.core.Message;
import io.millrace.core.Parameters;
import io.millrace.core.Status;
import io.millrace.core.StatusException;
import io.millrace.kafka.record.KafkaRecord;
import io.millrace.kafka.record.UndecodableException;
import io.millrace.tasks.SplitCharacters;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Records that each hold a whole text, such as a prompt: a record is a request, in one message. Its id is the record's key,
 * or of a record without one its place, {@code topic-partition-offset}. The headers {@code attempt}, {@code parameters} (a
 * JSON object), {@code traceparent} and {@code tracestate} are read.
 */
public enum TextFormat {

  /** The value is the text, in UTF-8. */
  TEXT {
    @Override
    Text text(KafkaRecord record, String value) throws UndecodableException {
      return new Text(key(record).orElseGet(() -> place(record)), value);
    }
  },

  /**
   * The value is JSON, {@code {"id": "a", "prompt": "Write to me."}}. Either of the key and the id may be absent; where both
   * are there, they are the same. Other fields do not matter.
   */
  PROMPT {
    @Override
    Text text(KafkaRecord record, String value) throws UndecodableException {
      Place root = ChunkParser.read(value);
      Optional<String> key = key(record);
      Optional<String> id = root.get("id").text();
      if (key.isPresent() && id.isPresent() && !key.equals(id)) {
        throw new UndecodableException("the key must be the prompt's id, \""
            + Texts.shorten(id.get()) + "\", but was \"" + Texts.shorten(key.get()) + "\"");
      }
      Place prompt = root.get("prompt");
      String text = prompt.text().orElseThrow(() -> prompt.refusal("a string"));
      String requestId = id.filter(given -> !given.isEmpty()).or(() -> key).orElse(place(record));
      return new Text(
          bounded(SplitCharacters.wellFormed(requestId)), SplitCharacters.wellFormed(text));
    }
  };

  /** A request's id is in the key and the value of all that is written about it. */
  private static final int LONGEST_ID = 16 << 10;

  record Text(String requestId, String text) {}

  abstract Text text(KafkaRecord record, String value) throws UndecodableException;

  /**
   * Reads a record.
   *
   * @return the request; nothing for a record without a value. Parameters that nobody can read end it
   * @throws UndecodableException if the record is none
   */
  public Optional<Message<String>> read(KafkaRecord record) throws UndecodableException {
    byte[] value = record.value();
    if (value == null) {
      return Optional.empty();
    }
    Text text = text(record, Texts.decode("the value", value));
    Placement at = Placement.of(record);
    try {
      Parameters parameters = ParameterText.parse(at.parameters());
      return Optional.of(message(text.requestId(), text.text(), parameters, Status.OK, at));
    } catch (StatusException e) {
      return Optional.of(message(text.requestId(), null, Parameters.NONE, e.status(), at));
    }
  }

  private static Message<String> message(
      String requestId,
      @Nullable String payload,
      Parameters parameters,
      Status status,
      Placement at) {
    return new Message<>(
        requestId, at.attempt(), 0, payload, parameters, at.headers(), true, status, at.origin());
  }

  private static Optional<String> key(KafkaRecord record) throws UndecodableException {
    byte[] key = record.key();
    return key == null || key.length == 0
        ? Optional.empty()
        : Optional.of(bounded(Texts.decode("the key", key)));
  }

  private static String bounded(String id) throws UndecodableException {
    if (id.length() > LONGEST_ID) {
      throw new UndecodableException(
          "a request's id must be at most " + LONGEST_ID + " characters but has " + id.length());
    }
    return id;
  }

  private static String place(KafkaRecord record) {
    return record.topic() + "-" + record.partition() + "-" + record.offset();
  }
}
