package io.millrace.examples.letters;

import io.millrace.kafka.record.KafkaRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The records of one key by their attempts.
 *
 * @param framing where they say which it is
 * @param records those of each attempt, in their order; what is part of none is left out
 */
record Attempts(Framing framing, SortedMap<Integer, List<KafkaRecord>> records) {

  static Attempts of(Framing framing, List<KafkaRecord> all) {
    SortedMap<Integer, List<KafkaRecord>> records = new TreeMap<>();
    for (KafkaRecord record : all) {
      framing
          .attempt(record)
          .ifPresent(attempt ->
              records.computeIfAbsent(attempt, any -> new ArrayList<>()).add(record));
    }
    return new Attempts(framing, records);
  }

  /** The highest that anybody has begun; -1 for none. */
  int highest() {
    return records.isEmpty() ? -1 : records.lastKey();
  }

  /** The records of one. */
  List<KafkaRecord> of(int attempt) {
    return records.getOrDefault(attempt, List.of());
  }
}
