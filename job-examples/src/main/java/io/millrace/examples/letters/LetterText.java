package io.millrace.examples.letters;

import io.millrace.examples.terminal.Columns;
import io.millrace.flink.DeadLetter;
import io.millrace.kafka.StoredDeadLetter;
import java.time.Instant;
import java.util.regex.Pattern;

/** A dead letter's parts in words. What a record held may hold anything, also what would drive a terminal. */
final class LetterText {

  private static final Pattern UNSEEN = Pattern.compile("[\\s\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]+");

  private LetterText() {}

  /** The text in one line, no wider than so many columns. */
  static String line(String text, int width) {
    String line = UNSEEN.matcher(text).replaceAll(" ");
    return Columns.of(line) <= width ? line : Columns.head(line, width - 1) + "…";
  }

  /** The status code, or the exception's class without its package. */
  static String reason(DeadLetter letter) {
    String reason = letter.reason();
    int end = reason.indexOf(':') < 0 ? reason.length() : reason.indexOf(':');
    return reason.substring(reason.lastIndexOf('.', end - 1) + 1, end);
  }

  static String time(long timestamp) {
    return timestamp < 0 ? "-" : Instant.ofEpochMilli(timestamp).toString();
  }

  /** Where the record is, or the request's first and last. */
  static String source(StoredDeadLetter stored) {
    DeadLetter letter = stored.letter();
    return stored
        .source()
        .map(from ->
            letter.lastOffset() > from.offset() ? from + ".." + letter.lastOffset() : "" + from)
        .orElse(letter.topic() == null ? "-" : letter.topic());
  }
}
