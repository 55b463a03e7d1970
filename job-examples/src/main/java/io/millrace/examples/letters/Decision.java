package io.millrace.examples.letters;

import io.millrace.kafka.StoredDeadLetter;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;

/** What becomes of a dead letter. */
sealed interface Decision {

  /**
   * Records are written.
   *
   * @param letters the letters they answer: one of a record, any number of a request
   * @param what what is written, and where
   * @param records the records
   */
  record Write(
      List<StoredDeadLetter> letters, String what, List<ProducerRecord<byte[], byte[]>> records)
      implements Decision {

    boolean isOfRequest() {
      return letters.get(0).isOfRequest();
    }
  }

  /**
   * Nothing is.
   *
   * @param letter the letter
   * @param cause what kind of reason
   * @param why the reason
   */
  record Skip(StoredDeadLetter letter, Cause cause, String why) implements Decision {

    @Override
    public String toString() {
      String request = letter.letter().requestId();
      return "skipped " + letter.place()
          + (request == null ? "" : ", request " + LetterText.line(request, 80)) + ": " + why;
    }
  }

  /** Why nothing is written. */
  enum Cause {
    /** It was replayed before, or another letter says the same. */
    REPLAYED("replayed already"),
    /** What it is about is no longer there. */
    GONE("gone"),
    /** It cannot be replayed. */
    REFUSED("refused");

    private final String words;

    Cause(String words) {
      this.words = words;
    }

    String words() {
      return words;
    }
  }
}
