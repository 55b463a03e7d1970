package io.millrace.kafka;

import io.millrace.kafka.record.KafkaRecord;
import io.millrace.kafka.record.UndecodableException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The key is what keeps all about a request, or an application, in one partition, and so in order. */
final class RecordKeys {

  private RecordKeys() {}

  /**
   * Refuses a record of another key.
   *
   * @param whose what has the id: {@code request}
   * @param longest how many bytes the key may have
   */
  static void require(KafkaRecord record, String whose, String id, int longest)
      throws UndecodableException {
    byte[] key = record.key();
    if (key != null && key.length > longest) {
      throw new UndecodableException("the key must be the " + whose + "'s id, of at most " + longest
          + " bytes, but has " + key.length);
    }
    if (key == null || !Arrays.equals(key, id.getBytes(StandardCharsets.UTF_8))) {
      throw new UndecodableException("the key must be the " + whose + "'s id, \"" + id + "\", but "
          + (key == null
              ? "is missing"
              : "was \"" + new String(key, StandardCharsets.UTF_8) + "\""));
    }
  }

  /** Refuses an id that is longer than a key may be: what is said about a request has it too, and must fit into a record. */
  static void requireLength(String what, String id, int longest) throws UndecodableException {
    int length = id.getBytes(StandardCharsets.UTF_8).length;
    if (length > longest) {
      throw new UndecodableException(
          "the " + what + " must be of at most " + longest + " bytes but has " + length);
    }
  }
}
