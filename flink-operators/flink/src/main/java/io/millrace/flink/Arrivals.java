package io.millrace.flink;

import io.millrace.core.Message;
import io.millrace.core.Origin;
import io.millrace.core.Status;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which of a request's messages have been taken, and which came early. Immutable, as part of {@link Request}.
 *
 * @param order what the request's messages are ordered by
 * @param next the sequence wanted next, or the least offset not yet taken
 * @param first where the first message taken was read; null if that is not known
 * @param lastOffset where the last one was; -1 if that is not known
 * @param early messages that wait for an earlier one, in the order of their sequence
 */
record Arrivals<IE>(
    Order order, long next, @Nullable Origin first, long lastOffset, List<Message<IE>> early) {

  private static final Arrivals<?> NONE = new Arrivals<>(Order.UNDECIDED, 0, null, -1, List.of());

  /** What a request's messages are ordered by; its first message decides. */
  enum Order {
    UNDECIDED(0),
    SEQUENCE(1),
    POSITION(2);

    private final int code;

    Order(int code) {
      this.code = code;
    }

    /** What stands for it in the bytes of the state. */
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

  /** Whether a message can be taken. */
  enum Verdict {
    READY,
    EARLY,
    DUPLICATE
  }

  @SuppressWarnings("unchecked")
  static <IE> Arrivals<IE> none() {
    return (Arrivals<IE>) NONE;
  }

  /** Why a message cannot be taken as part of the request, if it cannot. */
  Optional<Status> conflict(Message<IE> message) {
    if (place(message) == Long.MAX_VALUE) {
      return Optional.of(Status.Code.OUT_OF_RANGE.because(
          "a message's place must be less than " + Long.MAX_VALUE));
    }
    if (order == Order.UNDECIDED) {
      return Optional.empty();
    }
    if (message.isSequenced() != (order == Order.SEQUENCE)) {
      return broken(
          message.isSequenced()
              ? "message has sequence " + message.sequence() + " but the request began without"
              : "message " + message.origin() + " has no sequence but the request began with one");
    }
    Origin origin = message.origin();
    boolean moved = order == Order.POSITION
        && first != null
        && origin != null
        && !(origin.topic().equals(first.topic()) && origin.partition() == first.partition());
    return moved
        ? broken("messages without a sequence must come from one partition but came from " + first
            + " and then " + origin)
        : Optional.empty();
  }

  private static Optional<Status> broken(String why) {
    return Optional.of(Status.Code.FAILED_PRECONDITION.because(why));
  }

  Verdict verdict(Message<IE> message) {
    long place = place(message);
    if (place < next || (!early.isEmpty() && indexOf(place) >= 0)) {
      return Verdict.DUPLICATE;
    }
    return message.isSequenced() && place > next ? Verdict.EARLY : Verdict.READY;
  }

  Arrivals<IE> taken(Message<IE> message) {
    Origin origin = message.origin();
    return new Arrivals<>(
        message.isSequenced() ? Order.SEQUENCE : Order.POSITION,
        place(message) + 1,
        first == null ? origin : first,
        origin == null ? lastOffset : origin.offset(),
        early);
  }

  Arrivals<IE> held(Message<IE> message) {
    List<Message<IE>> more = new ArrayList<>(early);
    more.add(-1 - indexOf(message.sequence()), message);
    return new Arrivals<>(Order.SEQUENCE, next, first, lastOffset, more);
  }

  /** How many of the early messages follow what was taken, without a gap. */
  int following() {
    int count = 0;
    while (count < early.size() && early.get(count).sequence() == next + count) {
      count++;
    }
    return count;
  }

  Arrivals<IE> withoutFirst(int count) {
    return new Arrivals<>(
        order, next, first, lastOffset, List.copyOf(early.subList(count, early.size())));
  }

  /** Gives up the missing messages before the first early one. */
  Arrivals<IE> skipGap() {
    return new Arrivals<>(order, early.get(0).sequence(), first, lastOffset, early);
  }

  /** The messages before the first early one, for people. */
  String missing() {
    long present = early.get(0).sequence();
    return present - 1 == next ? "message " + next : "messages " + next + " to " + (present - 1);
  }

  /** Where the first message was read, one that only waits if none was taken; null if that is not known. */
  @Nullable
  Origin firstKnown() {
    return first != null || early.isEmpty() ? first : early.get(0).origin();
  }

  /** Where the last message was read, those that wait among them; -1 if that is not known. */
  long lastKnown() {
    Origin waiting = early.isEmpty() ? null : early.get(early.size() - 1).origin();
    return waiting == null ? lastOffset : Math.max(lastOffset, waiting.offset());
  }

  private static long place(Message<?> message) {
    Origin origin = message.origin();
    return message.isSequenced() || origin == null ? message.sequence() : origin.offset();
  }

  /** As {@link java.util.Collections#binarySearch}. */
  private int indexOf(long sequence) {
    int low = 0;
    int high = early.size() - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      long found = early.get(middle).sequence();
      if (found == sequence) {
        return middle;
      }
      low = found < sequence ? middle + 1 : low;
      high = found < sequence ? high : middle - 1;
    }
    return -1 - low;
  }
}
