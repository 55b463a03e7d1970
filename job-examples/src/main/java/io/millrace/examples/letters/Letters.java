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
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * The dead letters of a topic that are meant, in the order of time.
 *
 * @param chosen those that are meant
 * @param all how many there are
 * @param others how many records of the topic are no dead letters
 * @param other the first of those, in words; empty for none
 */
record Letters(List<StoredDeadLetter> chosen, long all, long others, String other) {

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
    Taking taking = new Taking(filter, kept);
    try (TopicReader reader = new TopicReader(kafka, List.of(topic))) {
      reader.readToEnd(taking::take);
    }
    return taking.letters();
  }

  private static final class Taking {

    private final LetterFilter filter;
    private final UnaryOperator<StoredDeadLetter> kept;
    private final List<StoredDeadLetter> chosen = new ArrayList<>();
    private long all;
    private long others;
    private String other = "";

    Taking(LetterFilter filter, UnaryOperator<StoredDeadLetter> kept) {
      this.filter = filter;
      this.kept = kept;
    }

    void take(ConsumerRecord<byte[], byte[]> record) {
      try {
        StoredDeadLetter letter = StoredDeadLetter.of(record);
        all++;
        if (filter.test(letter)) {
          chosen.add(kept.apply(letter));
        }
      } catch (UndecodableException e) {
        if (others++ == 0) {
          Origin place = new Origin(record.topic(), record.partition(), record.offset());
          other = place + ": " + e.getMessage();
        }
      }
    }

    Letters letters() {
      List<StoredDeadLetter> sorted =
          chosen.stream().sorted(BY_TIME).limit(filter.limit()).toList();
      return new Letters(sorted, all, others, other);
    }
  }

  /** Says what on the topic could not be read. */
  void warn(PrintWriter err) {
    if (others > 0) {
      err.printf("%,d records are no dead letters, such as %s%n", others, other);
    }
  }
}
