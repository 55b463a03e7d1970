package io.millrace.kafka.openai;

import io.millrace.core.Message;
import io.millrace.kafka.record.KafkaRecord;
import io.millrace.kafka.record.UndecodableException;
import io.millrace.schemas.GeneratedTextStreamResult;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

/**
 * Reads records of {@code chat.completion.chunk} JSON, those of each partition in their order. Every choice of every record
 * gives one message of the choice's text, and one more for each other text that gains something.
 */
public final class ChunkReader {

  private record Partition(String topic, int number) {}

  private final Map<Partition, Completions> partitions = new HashMap<>();
  private final Set<Partition> own = new HashSet<>();
  private final LongAdder forgotten = new LongAdder();

  /**
   * Reads one record.
   *
   * @param out takes the messages
   * @return whether there were any; otherwise the record is one of those that are skipped by rule
   * @throws UndecodableException if it is not what it should be; nothing was taken then
   */
  public boolean read(KafkaRecord record, Consumer<Message<GeneratedTextStreamResult>> out)
      throws UndecodableException {
    byte[] value = record.value();
    if (value == null) {
      return false;
    }
    Optional<Chunk> chunk = ChunkParser.parse(value);
    if (chunk.isEmpty()) {
      return false;
    }
    requireKey(record, chunk.get().id());
    Placement at = Placement.of(record);
    Partition partition = new Partition(record.topic(), record.partition());
    own.add(partition);
    partitions
        .computeIfAbsent(partition, any -> Completions.none(forgotten))
        .take(chunk.get(), at, out);
    return true;
  }

  /** The key is what keeps a completion's records in one partition, and so in order. */
  private static void requireKey(KafkaRecord record, String id) throws UndecodableException {
    byte[] key = record.key();
    if (key != null && Arrays.equals(key, id.getBytes(StandardCharsets.UTF_8))) {
      return;
    }
    String was = key == null
        ? "is missing"
        : "was \"" + Texts.shorten(new String(key, StandardCharsets.UTF_8)) + "\"";
    throw new UndecodableException(
        "the key must be the completion's id, \"" + id + "\", but " + was);
  }

  /** The completion whose records hold a request's text: that of {@code id#1/refusal} is {@code id}. */
  public static String completionOf(String requestId) {
    return Texts.completionOf(requestId);
  }

  /** How many completions were given up for want of room. Any thread may ask. */
  public long forgotten() {
    return forgotten.sum();
  }

  /**
   * What is remembered, for a checkpoint.
   *
   * @param strangers whether to include what was restored of partitions of which this reader has read nothing since. Nobody
   *     knows whose they are until somebody reads them, so one reader of all must
   */
  public List<PartitionProgress> progress(boolean strangers) {
    List<PartitionProgress> all = new ArrayList<>();
    partitions.forEach((partition, completions) -> {
      if (strangers || own.contains(partition)) {
        all.add(completions.progress(partition.topic(), partition.number()));
      }
    });
    return all;
  }

  /** Restores what all readers remembered; of a partition that several did, the one that had come furthest is right. */
  public void restore(Iterable<PartitionProgress> remembered) {
    Map<Partition, PartitionProgress> furthest = new HashMap<>();
    for (PartitionProgress one : remembered) {
      furthest.merge(
          new Partition(one.topic(), one.partition()),
          one,
          (a, b) -> a.offset() >= b.offset() ? a : b);
    }
    furthest.forEach((partition, one) -> partitions.put(partition, Completions.of(one, forgotten)));
  }
}
