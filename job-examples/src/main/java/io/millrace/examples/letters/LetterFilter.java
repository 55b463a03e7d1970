package io.millrace.examples.letters;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.millrace.flink.DeadLetter;
import io.millrace.kafka.StoredDeadLetter;
import io.millrace.kafka.openai.ChunkReader;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Which dead letters are meant. An empty list leaves all.
 *
 * @param reasons status codes, or exceptions' classes with or without their packages
 * @param topics where the records were read
 * @param requests ids of requests, or of completions
 * @param operators who gave up
 * @param since the first time
 * @param until the first time that is too late
 * @param limit how many at most
 */
record LetterFilter(
    List<String> reasons,
    List<String> topics,
    List<String> requests,
    List<String> operators,
    Instant since,
    Instant until,
    int limit)
    implements Predicate<StoredDeadLetter> {

  LetterFilter {
    reasons = List.copyOf(reasons);
    topics = List.copyOf(topics);
    requests = List.copyOf(requests);
    operators = List.copyOf(operators);
    if (!since.isBefore(until)) {
      throw new IllegalArgumentException(
          "--since must be before --until but they were " + since + " and " + until);
    }
    if (limit < 1) {
      throw new IllegalArgumentException("--limit must be at least 1 but was " + limit);
    }
  }

  /** Whether every letter is meant; a limit is no choice. */
  boolean isOpen() {
    return reasons.isEmpty()
        && topics.isEmpty()
        && requests.isEmpty()
        && operators.isEmpty()
        && since.equals(Instant.MIN)
        && until.equals(Instant.MAX);
  }

  @Override
  public boolean test(StoredDeadLetter stored) {
    DeadLetter letter = stored.letter();
    Instant time = Instant.ofEpochMilli(stored.timestamp());
    return !time.isBefore(since)
        && time.isBefore(until)
        && (reasons.isEmpty()
            || reasons.contains(letter.reason())
            || reasons.contains(LetterText.reason(letter)))
        && takes(topics, letter.topic())
        && takes(operators, letter.operator())
        && (requests.isEmpty() || isOfRequest(letter));
  }

  private static boolean takes(List<String> wanted, @Nullable String value) {
    return wanted.isEmpty() || (value != null && wanted.contains(value));
  }

  private boolean isOfRequest(DeadLetter letter) {
    byte[] key = letter.key();
    String id = letter.requestId();
    if (id == null && key != null) {
      id = new String(key, UTF_8);
    }
    return id != null && (requests.contains(id) || requests.contains(ChunkReader.completionOf(id)));
  }
}
