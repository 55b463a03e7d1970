package io.millrace.examples.entities;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.Message;
import io.millrace.core.Origin;
import io.millrace.examples.topics.Agreement;
import io.millrace.examples.topics.TopicMessages;
import io.millrace.examples.topics.TopicReader;
import io.millrace.kafka.envelope.EnvelopeException;
import io.millrace.kafka.envelope.MessageDecoder;
import io.millrace.schemas.GeneratedTextResult;
import io.millrace.schemas.TokenClassificationResult;
import io.millrace.schemas.TokenClassificationStreamResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * What a run of the job wrote, as bytes, by request.
 *
 * @param entities the frames
 * @param masked the pieces
 * @param generations the texts
 */
public record JobOutputs(
    SortedMap<String, List<byte[]>> entities,
    SortedMap<String, List<byte[]>> masked,
    SortedMap<String, List<byte[]>> generations) {

  private static final Duration DEADLINE = Duration.ofSeconds(60);

  public static JobOutputs read(Properties kafka, EntitiesTopics topics) {
    return new JobOutputs(
        TopicMessages.read(kafka, topics.entities(), TokenClassificationStreamResult.class),
        TopicMessages.read(kafka, topics.masked(), String.class),
        TopicMessages.read(kafka, topics.generations(), GeneratedTextResult.class));
  }

  /** Reads along until these requests have ended in every topic, and then all. */
  public static JobOutputs await(Properties kafka, EntitiesTopics topics, Set<String> requests) {
    Map<String, Integer> attempts = new TreeMap<>();
    requests.forEach(request -> attempts.put(request, 0));
    return await(kafka, topics, attempts);
  }

  /** Reads along until these attempts, by request, have ended in every topic, and then all. */
  public static JobOutputs await(
      Properties kafka, EntitiesTopics topics, Map<String, Integer> attempts) {
    awaitEnds(kafka, topics.entities(), TokenClassificationStreamResult.class, attempts);
    awaitEnds(kafka, topics.masked(), String.class, attempts);
    awaitEnds(kafka, topics.generations(), GeneratedTextResult.class, attempts);
    return read(kafka, topics);
  }

  private static void awaitEnds(
      Properties kafka, String topic, Class<?> payload, Map<String, Integer> attempts) {
    MessageDecoder<?> decoder = MessageDecoder.of(payload);
    Map<String, Integer> missing = new TreeMap<>(attempts);
    long deadline = System.nanoTime() + DEADLINE.toNanos();
    try (TopicReader reader = new TopicReader(kafka, List.of(topic))) {
      while (!missing.isEmpty() && System.nanoTime() < deadline) {
        reader.read(Duration.ofMillis(100), record -> {
          Message<?> message = TopicMessages.decode(decoder, record);
          if (message.last()) {
            missing.remove(message.requestId(), message.attempt());
          }
        });
      }
    }
    assertThat(missing).as("attempts that did not end in " + topic).isEmpty();
  }

  /** All records of a topic. */
  public static List<ConsumerRecord<byte[], byte[]>> records(Properties kafka, String topic) {
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    try (TopicReader reader = new TopicReader(kafka, List.of(topic))) {
      reader.readToEnd(records::add);
    }
    return records;
  }

  /** The last message of each request, without its payload. */
  public Map<String, Message<?>> ends() {
    Map<String, Message<?>> ends = new TreeMap<>();
    MessageDecoder<String> decoder = MessageDecoder.of(String.class);
    masked.forEach((request, messages) ->
        ends.put(request, message(decoder, messages.get(messages.size() - 1))));
    return ends;
  }

  /** How many messages there are. */
  public int size() {
    return Stream.of(entities, masked, generations)
        .flatMap(messages -> messages.values().stream())
        .mapToInt(List::size)
        .sum();
  }

  /** The same of some requests only. */
  public JobOutputs of(Predicate<String> requests) {
    return new JobOutputs(of(requests, entities), of(requests, masked), of(requests, generations));
  }

  private static SortedMap<String, List<byte[]>> of(
      Predicate<String> requests, SortedMap<String, List<byte[]>> messages) {
    SortedMap<String, List<byte[]>> some = new TreeMap<>(messages);
    some.keySet().removeIf(requests.negate());
    return some;
  }

  /** The same without each request's last message. */
  public JobOutputs withoutEnds() {
    return new JobOutputs(withoutEnds(entities), withoutEnds(masked), withoutEnds(generations));
  }

  private static SortedMap<String, List<byte[]>> withoutEnds(
      SortedMap<String, List<byte[]>> messages) {
    SortedMap<String, List<byte[]>> begun = new TreeMap<>();
    messages.forEach((request, all) -> {
      if (all.size() > 1) {
        begun.put(request, all.subList(0, all.size() - 1));
      }
    });
    return begun;
  }

  public void assertSameAs(JobOutputs other) {
    assertThat(Agreement.difference("entities", entities, other.entities)).isEmpty();
    assertThat(Agreement.difference("masked", masked, other.masked)).isEmpty();
    assertThat(Agreement.difference("generations", generations, other.generations))
        .isEmpty();
  }

  /** Each request's masked text. */
  public Map<String, String> maskedTexts() {
    Map<String, String> texts = new TreeMap<>();
    MessageDecoder<String> decoder = MessageDecoder.of(String.class);
    masked.forEach((request, messages) -> {
      StringBuilder text = new StringBuilder();
      decode(decoder, messages).forEach(text::append);
      texts.put(request, text.toString());
    });
    return texts;
  }

  /** Each request's assembled text. */
  public Map<String, String> texts() {
    Map<String, String> texts = new TreeMap<>();
    MessageDecoder<GeneratedTextResult> decoder = MessageDecoder.of(GeneratedTextResult.class);
    generations.forEach((request, messages) -> {
      assertThat(messages).as(request).hasSize(2);
      decode(decoder, messages).forEach(result -> texts.put(request, result.getGeneratedText()));
    });
    return texts;
  }

  /** Each request's entities. */
  public Map<String, List<TokenClassificationResult>> spans() {
    Map<String, List<TokenClassificationResult>> spans = new TreeMap<>();
    MessageDecoder<TokenClassificationStreamResult> decoder =
        MessageDecoder.of(TokenClassificationStreamResult.class);
    entities.forEach((request, messages) -> {
      List<TokenClassificationResult> found = new ArrayList<>();
      decode(decoder, messages).forEach(frame -> found.addAll(frame.getResults()));
      spans.put(request, found);
    });
    return spans;
  }

  private static <T> List<T> decode(MessageDecoder<T> decoder, List<byte[]> messages) {
    List<T> payloads = new ArrayList<>();
    for (byte[] bytes : messages) {
      Message<T> message = message(decoder, bytes);
      T payload = message.payload();
      if (payload != null) {
        payloads.add(payload);
      }
    }
    return payloads;
  }

  private static <T> Message<T> message(MessageDecoder<T> decoder, byte[] bytes) {
    try {
      return decoder.decode(bytes, new Origin("read", 0, 0));
    } catch (EnvelopeException e) {
      throw new AssertionError("the job wrote what is no message", e);
    }
  }
}
