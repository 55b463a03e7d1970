package io.millrace.flink;

import io.millrace.core.Message;
import org.jspecify.annotations.Nullable;

/**
 * All that a checkpoint keeps of a request of an asynchronous operator: what was asked, if it has not ended, and how far the
 * answer was. Times are in milliseconds.
 *
 * @param asked the attempt of the input
 * @param attempt the greatest attempt of the output so far; {@link #NO_ATTEMPT} if none has begun
 * @param sent how many elements of that attempt have gone out
 * @param arrivedAt when the input came, in processing time
 * @param endedAt when the request ended, in processing time; 0 while it has not
 * @param timestamp the input's event time; {@link #NO_TIMESTAMP} if it has none
 * @param held the watermark that waits for the request to end; {@link HeldWatermarks#NONE} if none does
 * @param input the input, or what is to be said at the request's end in its place; null if it has ended
 */
record AsyncRequest<I>(
    int asked,
    int attempt,
    long sent,
    long arrivedAt,
    long endedAt,
    long timestamp,
    long held,
    @Nullable Message<I> input) {

  static final int NO_ATTEMPT = -1;
  static final long NO_TIMESTAMP = StampedOutput.NO_TIMESTAMP;

  /** One that has ended. */
  static <I> AsyncRequest<I> ended(int asked, int attempt, long endedAt) {
    return new AsyncRequest<>(
        asked, attempt, 0, 0, endedAt, NO_TIMESTAMP, HeldWatermarks.NONE, null);
  }
}
