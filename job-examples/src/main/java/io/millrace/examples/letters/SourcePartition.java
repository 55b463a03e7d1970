package io.millrace.examples.letters;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.millrace.examples.topics.TopicReader;
import io.millrace.kafka.StoredDeadLetter;
import io.millrace.kafka.openai.ChunkReader;
import io.millrace.kafka.record.KafkaRecord;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * What a partition holds that letters are about, as it was in one pass to its end. For requests it is read from its
 * beginning: a letter says where its text began, and the completion may have begun before; for records alone, from the first
 * of them.
 */
final class SourcePartition {

  private final TopicPartition at;
  private final Set<String> keys = new HashSet<>();
  private final Set<Long> offsets = new HashSet<>();
  private final Map<String, List<KafkaRecord>> requests = new HashMap<>();
  private final Map<Long, KafkaRecord> originals = new HashMap<>();
  private final Map<String, Integer> replays = new HashMap<>();
  private long beginning;

  private SourcePartition(TopicPartition at) {
    this.at = at;
  }

  /** Reads what these letters, all of one partition, are about. */
  static SourcePartition read(Properties kafka, TopicPartition at, List<StoredDeadLetter> letters) {
    SourcePartition source = new SourcePartition(at);
    long from = Long.MAX_VALUE;
    for (StoredDeadLetter stored : letters) {
      source.want(stored);
      from = Math.min(from, stored.isOfRequest() ? 0 : stored.letter().firstOffset());
    }
    try (TopicReader reader = new TopicReader(kafka, at)) {
      source.beginning = reader.beginning();
      reader.seek(Math.max(from, source.beginning));
      reader.readToEnd(source::take);
    }
    return source;
  }

  private void want(StoredDeadLetter stored) {
    String requestId = stored.letter().requestId();
    if (requestId != null) {
      keys.add(requestId);
      keys.add(ChunkReader.completionOf(requestId));
    } else if (!stored.isWhole()) {
      offsets.add(stored.letter().firstOffset());
    }
  }

  private void take(ConsumerRecord<byte[], byte[]> read) {
    String key = read.key() == null ? null : new String(read.key(), UTF_8);
    if (key != null && keys.contains(key)) {
      requests.computeIfAbsent(key, any -> new ArrayList<>()).add(KafkaRecord.of(read));
    }
    if (offsets.contains(read.offset())) {
      originals.put(read.offset(), KafkaRecord.of(read));
    }
    if (read.headers().lastHeader(ReplayHeaders.ORIGIN) != null) {
      KafkaRecord record = KafkaRecord.of(read);
      ReplayHeaders.origin(record.headers())
          .ifPresent(
              origin -> replays.merge(origin, ReplayHeaders.count(record.headers()), Math::max));
    }
  }

  /** The partition's name, as in {@code topic-0}. */
  String name() {
    return at.toString();
  }

  /** The first offset that is still there. */
  long beginning() {
    return beginning;
  }

  /** All records of a key, in their order. */
  List<KafkaRecord> ofKey(String key) {
    return requests.getOrDefault(key, List.of());
  }

  /** The record at a letter's offset. */
  Optional<KafkaRecord> original(long offset) {
    return Optional.ofNullable(originals.get(offset));
  }

  /** How often the record that was first read there has been replayed to this partition. */
  int replays(String origin) {
    return replays.getOrDefault(origin, 0);
  }
}
