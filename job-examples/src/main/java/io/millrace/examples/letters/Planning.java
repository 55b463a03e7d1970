package io.millrace.examples.letters;

import io.millrace.core.Origin;
import io.millrace.examples.cli.JobFailedException;
import io.millrace.examples.cli.KafkaTopics;
import io.millrace.examples.letters.Decision.Cause;
import io.millrace.examples.letters.Decision.Skip;
import io.millrace.kafka.StoredDeadLetter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.apache.kafka.common.TopicPartition;

/** Decides of every letter what is to be written, before anything is. */
final class Planning {

  private final Properties kafka;
  private final boolean again;

  Planning(Properties kafka, boolean again) {
    this.kafka = kafka;
    this.again = again;
  }

  List<Decision> decide(List<StoredDeadLetter> letters) throws InterruptedException {
    List<Decision> decisions = new ArrayList<>();
    Map<TopicPartition, List<StoredDeadLetter>> bySource = new LinkedHashMap<>();
    for (StoredDeadLetter letter : letters) {
      Optional<Origin> source = letter.source();
      if (source.isEmpty()) {
        decisions.add(new Skip(letter, Cause.REFUSED, "the letter does not say where it was read"));
      } else {
        TopicPartition at =
            new TopicPartition(source.get().topic(), source.get().partition());
        bySource.computeIfAbsent(at, any -> new ArrayList<>()).add(letter);
      }
    }
    for (Map.Entry<TopicPartition, List<StoredDeadLetter>> entry : bySource.entrySet()) {
      decisions.addAll(decide(entry.getKey(), entry.getValue()));
    }
    return decisions;
  }

  private List<Decision> decide(TopicPartition at, List<StoredDeadLetter> letters)
      throws InterruptedException {
    try {
      int partitions = KafkaTopics.prepare(kafka, at.topic(), List.of());
      if (at.partition() >= partitions) {
        return gone(
            letters,
            "topic '" + at.topic() + "' has " + partitions + " partitions, and none is "
                + at.partition());
      }
    } catch (JobFailedException e) {
      return gone(letters, String.valueOf(e.getMessage()));
    }
    SourcePartition source = SourcePartition.read(kafka, at, letters);
    RecordReplay records = new RecordReplay(source, again);
    List<Decision> decisions = new ArrayList<>();
    letters.stream()
        .filter(letter -> !letter.isOfRequest())
        .map(records::decide)
        .forEach(decisions::add);
    decisions.addAll(new RequestReplay(source, again)
        .decide(letters.stream().filter(StoredDeadLetter::isOfRequest).toList()));
    return decisions;
  }

  private static List<Decision> gone(List<StoredDeadLetter> letters, String why) {
    return letters.stream()
        .<Decision>map(letter -> new Skip(letter, Cause.GONE, why))
        .toList();
  }
}
