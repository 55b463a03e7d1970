package io.millrace.examples.actions;

import static java.util.Objects.requireNonNull;

import io.millrace.broker.TestKafka;
import io.millrace.core.Message;
import io.millrace.core.Status;
import io.millrace.examples.topics.TopicMessages;
import io.millrace.kafka.action.AnyValues;
import io.millrace.kafka.envelope.MessageDecoder;
import io.millrace.schemas.ActionReply;
import io.millrace.schemas.ActionReplyEnd;
import io.millrace.schemas.ActionReplyItem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * What came of one request, as far as it came.
 *
 * @param status the end's status; null before the end
 * @param items the intermediate results
 * @param end the end; null before it
 */
public record Replies(
    @Nullable Status status,
    List<ActionReplyItem> items,
    @Nullable ActionReplyEnd end) {

  /** Waits until these requests have ended, and gives what came of each there is, by its id. */
  public static Map<String, Replies> await(TestKafka kafka, String topic, String... ids) {
    int wanted = ids.length;
    while (true) {
      List<ConsumerRecord<byte[], byte[]>> records = kafka.await(topic, wanted);
      Map<String, Replies> all = of(records);
      if (Stream.of(ids).allMatch(id -> all.containsKey(id) && all.get(id).end != null)) {
        return all;
      }
      wanted = records.size() + 1;
    }
  }

  /** What is in records, by the requests' ids; of a replaced attempt nothing. */
  public static Map<String, Replies> of(List<ConsumerRecord<byte[], byte[]>> records) {
    MessageDecoder<ActionReply> decoder = MessageDecoder.of(ActionReply.class);
    Map<String, Replies> all = new LinkedHashMap<>();
    Map<String, Integer> attempts = new LinkedHashMap<>();
    for (ConsumerRecord<byte[], byte[]> record : records) {
      Message<ActionReply> message = TopicMessages.decode(decoder, record);
      String id = message.requestId();
      int before = attempts.getOrDefault(id, message.attempt());
      if (message.attempt() > before) {
        all.remove(id);
      }
      if (message.attempt() >= before) {
        attempts.put(id, message.attempt());
        all.merge(id, of(message), Replies::and);
      }
    }
    return all;
  }

  private static Replies of(Message<ActionReply> message) {
    ActionReply reply = requireNonNull(message.payload());
    return reply.getItem() == null
        ? new Replies(message.status(), List.of(), reply.getEnded())
        : new Replies(null, List.of(reply.getItem()), null);
  }

  private Replies and(Replies next) {
    List<ActionReplyItem> both = new ArrayList<>(items);
    both.addAll(next.items);
    return new Replies(next.status, both, next.end);
  }

  /** The values of the intermediate results. */
  public <T> List<T> values(Class<T> type) {
    return items.stream()
        .map(item -> AnyValues.read("an item", item.getValue(), type))
        .toList();
  }

  /** The final result. */
  public <T> T result(Class<T> type) {
    return AnyValues.read("the result", requireNonNull(requireNonNull(end).getFinalResult()), type);
  }
}
