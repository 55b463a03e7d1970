package io.millrace.examples.topics;

import io.millrace.core.Message;
import io.millrace.core.Origin;
import io.millrace.kafka.envelope.EnvelopeException;
import io.millrace.kafka.envelope.MessageDecoder;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** The messages of a topic as bytes, by request: those of its highest attempt, each once, in their order. */
public final class TopicMessages {

  private record Place(int attempt, long sequence) implements Comparable<Place> {
    @Override
    public int compareTo(Place other) {
      return attempt != other.attempt
          ? Integer.compare(attempt, other.attempt)
          : Long.compare(sequence, other.sequence);
    }
  }

  private TopicMessages() {}

  /**
   * Reads them.
   *
   * @throws IllegalStateException if a record is no message, or a message is there twice and not with the same bytes
   */
  public static SortedMap<String, List<byte[]>> read(
      Properties kafka, String topic, Class<?> payload) {
    MessageDecoder<?> decoder = MessageDecoder.of(payload);
    SortedMap<String, TreeMap<Place, byte[]>> found = new TreeMap<>();
    try (TopicReader reader = new TopicReader(kafka, List.of(topic))) {
      reader.readToEnd(record -> {
        Message<?> message = decode(decoder, record);
        byte[] before = found
            .computeIfAbsent(message.requestId(), id -> new TreeMap<>())
            .putIfAbsent(new Place(message.attempt(), message.sequence()), record.value());
        if (before != null && !Arrays.equals(before, record.value())) {
          throw new IllegalStateException("message " + message.sequence() + " of request "
              + message.requestId() + " is in " + topic + " twice, with different bytes");
        }
      });
    }
    SortedMap<String, List<byte[]>> messages = new TreeMap<>();
    found.forEach((request, places) -> {
      Place first = new Place(places.lastKey().attempt(), 0);
      messages.put(request, List.copyOf(places.tailMap(first).values()));
    });
    return messages;
  }

  /** What the job wrote must be readable; what is not is a bug. */
  public static <T> Message<T> decode(
      MessageDecoder<T> decoder, ConsumerRecord<byte[], byte[]> record) {
    Origin origin = new Origin(record.topic(), record.partition(), record.offset());
    try {
      return decoder.decode(record.value(), origin);
    } catch (EnvelopeException e) {
      throw new IllegalStateException("the record at " + origin + " is no message", e);
    }
  }
}
