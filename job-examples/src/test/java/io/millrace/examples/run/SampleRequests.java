package io.millrace.examples.run;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.millrace.core.Message;
import io.millrace.core.task.Flavor;
import io.millrace.core.task.ModuleRunner;
import io.millrace.kafka.envelope.MessageEncoder;
import io.millrace.schemas.ChatMessage;
import io.millrace.schemas.ChatMessages;
import io.millrace.schemas.FinishReason;
import io.millrace.schemas.GeneratedTextStreamResult;
import io.millrace.schemas.GenerationDetails;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Requests for any module: of each type that a task here takes, whole or in elements. */
final class SampleRequests {

  /** The texts, cut where it hurts. */
  static final Map<String, List<String>> TEXTS = new TreeMap<>(Map.of(
      "mail", List.of("Write to an", "na@exam", "ple.com, or call +1 650", "-253-0000. ", "Bye!"),
      "order", List.of("", "A-123", "456 was fire", "d. 😀 Help! Zoë Ray in New", " York"),
      "empty", List.of("")));

  private SampleRequests() {}

  /** The requests of a flavour: by id the elements, of which a whole input is the only one. */
  static <T> Map<String, List<T>> of(Class<T> type, Flavor flavor) {
    Map<String, List<T>> requests = new TreeMap<>();
    TEXTS.forEach((id, pieces) -> requests.put(
        id,
        flavor.streamsInput()
            ? elements(type, pieces)
            : List.of(type.cast(whole(type, String.join("", pieces))))));
    return requests;
  }

  private static <T> List<T> elements(Class<T> type, List<String> pieces) {
    List<T> elements = new ArrayList<>();
    for (String piece : pieces) {
      boolean last = elements.size() == pieces.size() - 1;
      elements.add(type.cast(
          type == GeneratedTextStreamResult.class ? generated(piece, last) : whole(type, piece)));
    }
    return elements;
  }

  private static Object whole(Class<?> type, String text) {
    if (type == String.class) {
      return text;
    }
    if (type == ChatMessage.class) {
      return new ChatMessage("user", text, null, null);
    }
    if (type == ChatMessages.class) {
      return new ChatMessages(List.of(new ChatMessage("user", text, null, null)));
    }
    throw new AssertionError("a sample of " + type.getName() + " is needed here, for a new task");
  }

  private static GeneratedTextStreamResult generated(String piece, boolean last) {
    GenerationDetails details =
        last ? new GenerationDetails(FinishReason.EOS_TOKEN, 3L, null, null, null) : null;
    return new GeneratedTextStreamResult(piece, null, null, details);
  }

  /** The requests as records of envelopes, the requests' messages in turn. */
  static <T> List<ProducerRecord<byte[], byte[]>> envelopes(
      String topic, Class<T> type, Map<String, List<T>> requests) {
    MessageEncoder<T> encoder = MessageEncoder.of(type);
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    for (int sequence = 0; sequence < 8; sequence++) {
      for (Map.Entry<String, List<T>> request : requests.entrySet()) {
        if (sequence < request.getValue().size()) {
          boolean last = sequence == request.getValue().size() - 1;
          Message<T> message =
              Message.of(request.getKey(), sequence, request.getValue().get(sequence));
          records.add(new ProducerRecord<>(
              topic,
              request.getKey().getBytes(UTF_8),
              encoder.encode(last ? message.asLast() : message)));
        }
      }
    }
    return records;
  }

  /** What plain Java answers to a request. */
  static <I, IE, O, OE> List<?> answer(
      ModuleRunner<I, IE, O, OE> runner, Flavor flavor, List<?> elements) {
    Stream<IE> in = elements.stream().map(runner.task().inputElementType()::cast);
    return switch (flavor) {
      case UNARY_UNARY -> List.of(runner.unaryUnary(whole(runner, elements)));
      case UNARY_STREAM -> runner.unaryStream(whole(runner, elements)).toList();
      case STREAM_UNARY -> List.of(runner.streamUnary(in));
      case STREAM_STREAM -> runner.streamStream(in).toList();
    };
  }

  private static <I> I whole(ModuleRunner<I, ?, ?, ?> runner, List<?> elements) {
    return runner.task().inputType().cast(elements.get(0));
  }
}
