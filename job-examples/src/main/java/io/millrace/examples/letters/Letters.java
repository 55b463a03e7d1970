package io.millrace.examples.letters;

import io.millrace.core.Origin;
import io.millrace.examples.cli.JobFailedException;
import io.millrace.examples.cli.KafkaTopics;
import io.millrace.examples.topics.TopicReader;
import io.millrace.kafka.StoredDeadLetter;
import io.millrace.kafka.record.UndecodableException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Properties;
import java.util.function.UnaryOperator;

/**
 * The dead letters of a topic that are meant, in the order of time.
 *
 * @param chosen those that are meant
 * @param all how many there are
 * @param others what is on the topic and no dead letter, in words
 */
record Letters(List<StoredDeadLetter> chosen, long all, List<String> others) {

  private static final Comparator<StoredDeadLetter> BY_TIME = Comparator.comparingLong(
          StoredDeadLetter::timestamp)
      .thenComparing(stored -> stored.place().partition())
      .thenComparing(stored -> stored.place().offset());

  /**
   * Reads the topic to its end.
   *
   * @param kept what is kept of a letter: all that are meant are in memory at a time
   */
  static Letters read(
      Properties kafka, String topic, LetterFilter filter, UnaryOperator<StoredDeadLetter> kept)
      throws JobFailedException, InterruptedException {
    KafkaTopics.prepare(kafka, topic, List.of());
    List<StoredDeadLetter> all = new ArrayList<>();
    List<String> others = new ArrayList<>();
    long[] count = {0};
    try (TopicReader reader = new TopicReader(kafka, List.of(topic))) {
      reader.readToEnd(record -> {
        try {
          StoredDeadLetter letter = StoredDeadLetter.of(record);
          count[0]++;
          if (filter.test(letter)) {
            all.add(kept.apply(letter));
          }
        } catch (UndecodableException e) {
          others.add(new Origin(record.topic(), record.partition(), record.offset()) + ": "
              + e.getMessage());
        }
      });
    }
    List<StoredDeadLetter> chosen =
        all.stream().sorted(BY_TIME).limit(filter.limit()).toList();
    return new Letters(chosen, count[0], others);
  }

  /** Says what on the topic could not be read. */
  void warn(PrintWriter err) {
    if (!others.isEmpty()) {
      err.printf("%,d records are no dead letters, such as %s%n", others.size(), others.get(0));
    }
  }
}
