package io.millrace.examples.letters;

import io.millrace.core.Origin;
import io.millrace.examples.letters.Decision.Cause;
import io.millrace.examples.letters.Decision.Skip;
import io.millrace.examples.letters.Decision.Write;
import io.millrace.kafka.StoredDeadLetter;
import io.millrace.kafka.openai.ChunkReader;
import io.millrace.kafka.record.KafkaRecord;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Decides what becomes of letters about requests of one partition. Those of one key, and so of all texts of a completion,
 * are answered by writing its records once.
 */
final class RequestReplay {

  private final SourcePartition source;
  private final boolean again;

  /** {@code again} to replay also what has a later attempt. */
  RequestReplay(SourcePartition source, boolean again) {
    this.source = source;
    this.again = again;
  }

  List<Decision> decide(List<StoredDeadLetter> letters) {
    Map<String, List<StoredDeadLetter>> byKey = new LinkedHashMap<>();
    for (StoredDeadLetter letter : letters) {
      byKey.computeIfAbsent(key(letter), any -> new ArrayList<>()).add(letter);
    }
    List<Decision> decisions = new ArrayList<>();
    byKey.forEach((key, ofKey) -> decisions.addAll(decide(key, ofKey)));
    return decisions;
  }

  /** An envelope's key is its request's id, whatever that looks like; a chunk's is its completion's. */
  private String key(StoredDeadLetter stored) {
    String requestId = Objects.requireNonNull(stored.letter().requestId());
    Optional<Framing> own = Framing.of(source.ofKey(requestId));
    return own.filter(Framing.ENVELOPE::equals).isPresent()
        ? requestId
        : ChunkReader.completionOf(requestId);
  }

  private List<Decision> decide(String key, List<StoredDeadLetter> letters) {
    List<KafkaRecord> records = source.ofKey(key);
    Optional<Framing> framing = Framing.of(records);
    if (framing.isEmpty()) {
      return skip(letters, records.isEmpty() ? Cause.GONE : Cause.REFUSED, unknown(key, records));
    }
    Attempts attempts = Attempts.of(framing.get(), records);
    List<Decision> decisions = new ArrayList<>();
    List<StoredDeadLetter> answered = new ArrayList<>();
    int attempt = letters.stream().mapToInt(one -> one.letter().attempt()).max().orElse(0);
    for (StoredDeadLetter letter : letters) {
      Optional<Skip> skip = refusal(key, letter, attempt, attempts);
      skip.ifPresentOrElse(decisions::add, () -> answered.add(letter));
    }
    if (!answered.isEmpty()) {
      decisions.add(write(key, answered, attempt, attempts));
    }
    return decisions;
  }

  private Optional<Skip> refusal(
      String key, StoredDeadLetter stored, int attempt, Attempts attempts) {
    int own = stored.letter().attempt();
    if (own < attempt || (attempts.highest() > own && !again)) {
      return Optional.of(new Skip(
          stored,
          Cause.REPLAYED,
          "attempt " + Math.max(attempt, attempts.highest()) + " of it is on " + source.name()
              + " already"));
    }
    if (attempts.highest() == Integer.MAX_VALUE) {
      return Optional.of(
          new Skip(stored, Cause.REFUSED, "no attempt comes after " + attempts.highest()));
    }
    List<KafkaRecord> records = attempts.of(own);
    Origin first = stored.source().orElseThrow();
    boolean isKey = key.equals(stored.letter().requestId());
    if (first.offset() < source.beginning()
        || records.isEmpty()
        || (isKey && records.get(0).offset() > first.offset())) {
      return Optional.of(new Skip(
          stored,
          Cause.GONE,
          "its records of attempt " + own + " from " + first + " on are no longer there: "
              + there(records)));
    }
    return Optional.empty();
  }

  private String there(List<KafkaRecord> records) {
    return records.isEmpty() || records.get(0).offset() <= source.beginning()
        ? source.name() + " begins at " + source.beginning()
        : "the first is " + records.get(0).origin();
  }

  private Write write(String key, List<StoredDeadLetter> letters, int attempt, Attempts attempts) {
    int next = attempts.highest() + 1;
    List<KafkaRecord> records = attempts.of(attempt);
    List<ProducerRecord<byte[], byte[]>> again =
        records.stream().map(record -> attempts.framing().again(record, next)).toList();
    String what = "request " + LetterText.line(key, 80) + " of "
        + (letters.size() == 1 ? "letter " : "letters ")
        + String.join(
            ", ", letters.stream().map(letter -> letter.place().toString()).toList())
        + ": " + records.size() + " records from " + records.get(0).origin() + " to "
        + records.get(records.size() - 1).offset() + ", to " + source.name() + " as attempt "
        + next;
    return new Write(letters, what, again);
  }

  private static List<Decision> skip(List<StoredDeadLetter> letters, Cause cause, String why) {
    return letters.stream()
        .<Decision>map(letter -> new Skip(letter, cause, why))
        .toList();
  }

  private String unknown(String key, List<KafkaRecord> records) {
    return records.isEmpty()
        ? "no record with key " + LetterText.line(key, 80) + " is on " + source.name()
            + ", which begins at " + source.beginning()
        : "its records must be chat.completion.chunk JSON, or envelopes in single-object encoding,"
            + " which begin with c3 01, but " + records.get(0).origin() + " begins with "
            + Framing.found(records.get(0));
  }
}
