package io.millrace.examples.letters;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.millrace.core.Origin;
import io.millrace.examples.letters.Decision.Cause;
import io.millrace.examples.letters.Decision.Skip;
import io.millrace.examples.letters.Decision.Write;
import io.millrace.flink.DeadLetter;
import io.millrace.kafka.Cut;
import io.millrace.kafka.StoredDeadLetter;
import io.millrace.kafka.record.KafkaRecord;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Decides what becomes of letters about records of one partition. */
final class RecordReplay {

  private final SourcePartition source;
  private final boolean again;
  private final Set<String> taken = new HashSet<>();

  /** {@code again} to replay also what was replayed before. */
  RecordReplay(SourcePartition source, boolean again) {
    this.source = source;
    this.again = again;
  }

  Decision decide(StoredDeadLetter stored) {
    Origin read = stored.source().orElseThrow();
    List<DeadLetter.Header> headers = stored.letter().headers();
    String origin = ReplayHeaders.origin(headers).orElse(read.toString());
    int count = source.replays(origin);
    if (count > ReplayHeaders.count(headers) && !again) {
      return new Skip(
          stored, Cause.REPLAYED, "the record was replayed already, " + count + " times");
    }
    if (!taken.add(origin)) {
      return new Skip(stored, Cause.REPLAYED, "another letter is about the same record");
    }
    int next = Math.max(count, ReplayHeaders.count(headers)) + 1;
    if (stored.isWhole()) {
      return write(stored, record(stored.letter()), next, origin);
    }
    Optional<KafkaRecord> original = source.original(read.offset());
    if (original.isEmpty()) {
      return new Skip(
          stored,
          Cause.GONE,
          cut(stored) + ", and " + read + " is no longer there: " + source.name() + " begins at "
              + source.beginning());
    }
    return stored.isAbout(original.get())
        ? write(stored, original.get(), next, origin)
        : new Skip(
            stored,
            Cause.GONE,
            cut(stored) + ", and " + read + " now is another record, of other bytes");
  }

  private static String cut(StoredDeadLetter stored) {
    Cut value = stored.value();
    if (value != null) {
      return "the letter's value was cut from " + value.length() + " bytes";
    }
    return stored.key() != null
        ? "the letter's key was cut"
        : "the letter had no room for " + stored.headersDropped() + " headers";
  }

  private static KafkaRecord record(DeadLetter letter) {
    return new KafkaRecord(
        String.valueOf(letter.topic()),
        letter.partition(),
        letter.firstOffset(),
        letter.timestamp(),
        letter.key(),
        letter.value(),
        letter.headers());
  }

  private Decision write(StoredDeadLetter stored, KafkaRecord record, int count, String origin) {
    ProducerRecord<byte[], byte[]> again = ReplayHeaders.again(
        record,
        record.value(),
        ReplayHeaders.header(ReplayHeaders.COUNT, count),
        ReplayHeaders.header(ReplayHeaders.ORIGIN, origin));
    byte[] key = record.key();
    byte[] value = record.value();
    String what = "record " + record.origin() + " of letter " + stored.place() + ": "
        + (key == null ? "no key" : "key " + LetterText.line(new String(key, UTF_8), 80)) + ", "
        + (value == null ? "no value" : "a value of " + value.length + " bytes") + ", to "
        + source.name() + " as replay " + count;
    return new Write(List.of(stored), what, List.of(again));
  }
}
