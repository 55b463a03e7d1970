package io.millrace.flink;

import io.millrace.core.Message;
import io.millrace.core.Origin;
import io.millrace.core.Parameters;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All that is kept of a request between two of its messages: one immutable object, so that a checkpoint may be writing it
 * while the next one is made. Times are processing times in milliseconds, 0 for none.
 *
 * @param attempt the attempt under way, or that ended
 * @param order what the request's messages are ordered by
 * @param next the sequence wanted next, or the least offset that is not yet taken
 * @param produced how many output messages there were
 * @param work the module's state; null before the first message is taken, and after the end
 * @param headers what travels with the request
 * @param handOn parameters that go on with the first output
 * @param first where the first message taken was read
 * @param lastOffset where the last one was
 * @param early messages that wait for an earlier one, in the order of their sequence
 * @param startedAt when the request was first seen
 * @param touchedAt when its last message came
 * @param gapSince since when a message has been missing
 * @param endedAt when the attempt ended; 0 while it is under way
 * @param timerAt when its timer is due
 */
record Request<IE, S>(
    int attempt,
    Order order,
    long next,
    long produced,
    @Nullable S work,
    Map<String, String> headers,
    Parameters handOn,
    @Nullable Origin first,
    long lastOffset,
    List<Message<IE>> early,
    long startedAt,
    long touchedAt,
    long gapSince,
    long endedAt,
    long timerAt) {

  /** What a request's messages are ordered by; its first message decides. */
  enum Order {
    UNDECIDED(0),
    SEQUENCE(1),
    POSITION(2);

    private final int code;

    Order(int code) {
      this.code = code;
    }

    int code() {
      return code;
    }

    static Order of(int code) throws IOException {
      for (Order order : values()) {
        if (order.code == code) {
          return order;
        }
      }
      throw new IOException("a request's order must be 0, 1 or 2 but was " + code);
    }
  }
}
