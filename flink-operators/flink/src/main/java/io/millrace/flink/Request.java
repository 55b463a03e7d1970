package io.millrace.flink;

import io.millrace.core.Parameters;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All that is kept of a request between two of its messages: one immutable object, so that a checkpoint may be writing it
 * while the next one is made. Times are processing times in milliseconds, 0 for none.
 *
 * @param attempt the attempt under way, or that ended
 * @param produced how many output messages there were
 * @param work the module's state; null before the first message is taken, and after the end
 * @param headers what goes on with the next output: all with the first, the trace with those behind it
 * @param handOn parameters that go on with the first output
 * @param arrivals which messages have come
 * @param startedAt when the attempt was first seen
 * @param touchedAt when its last message came
 * @param gapSince since when a message has been missing
 * @param endedAt when the attempt ended; 0 while it is under way
 * @param timerAt when its timer is due
 * @param module the reference of the version of the module that the attempt began with; empty if it is the operator's only one
 *     or the attempt has none
 */
record Request<IE, S>(
    int attempt,
    long produced,
    @Nullable S work,
    Map<String, String> headers,
    Parameters handOn,
    Arrivals<IE> arrivals,
    long startedAt,
    long touchedAt,
    long gapSince,
    long endedAt,
    long timerAt,
    String module) {

  static <IE, S> Request<IE, S> of(
      int attempt,
      long produced,
      @Nullable S work,
      Map<String, String> headers,
      Parameters handOn,
      Arrivals<IE> arrivals,
      RequestTimes at,
      String module) {
    return new Request<>(
        attempt,
        produced,
        work,
        headers,
        handOn,
        arrivals,
        at.startedAt(),
        at.touchedAt(),
        at.gapSince(),
        at.endedAt(),
        at.timerAt(),
        module);
  }
}
