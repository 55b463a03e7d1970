package io.millrace.flink;

import io.millrace.core.Message;
import io.millrace.core.Origin;
import io.millrace.core.Status;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Puts a request's messages, which in BATCH come all at once and those of one millisecond in any order, in the order in
 * which they are taken when they come one by one.
 *
 * <p>A cancellation may have any sequence. Its place among the messages is where it was read, if that is known: what was
 * read behind it in its partition came too late.
 *
 * <p>An attempt some of whose messages have a sequence and some have none fails at the first that is not like those before
 * it: such messages are taken in the order in which they were read.
 */
final class PositionOrder {

  private static final Comparator<Origin> BY_ORIGIN = Comparator.comparing(Origin::topic)
      .thenComparingInt(Origin::partition)
      .thenComparingLong(Origin::offset);

  private static final Comparator<Message<?>> BY_PLACE =
      Comparator.comparing(Message::origin, Comparator.nullsFirst(BY_ORIGIN));

  private PositionOrder() {}

  static <IE> List<Message<IE>> of(Iterable<Message<IE>> arrived) {
    Map<Integer, Origin> cancelledAt = new HashMap<>();
    for (Message<IE> message : arrived) {
      Origin origin = message.origin();
      if (origin != null && isPlacedCancellation(message)) {
        cancelledAt.merge(message.attempt(), origin, PositionOrder::earlier);
      }
    }
    List<Message<IE>> ordered = new ArrayList<>();
    for (Message<IE> message : arrived) {
      if (!isBehind(message.origin(), cancelledAt.get(message.attempt()))) {
        ordered.add(message);
      }
    }
    Set<Integer> halfNumbered = halfNumbered(ordered);
    ordered.sort(Comparator.<Message<?>>comparingInt(Message::attempt)
        .thenComparing(PositionOrder::isPlacedCancellation)
        .thenComparingLong(
            message -> halfNumbered.contains(message.attempt()) ? 0 : message.sequence())
        .thenComparing(BY_PLACE));
    return ordered;
  }

  /** The attempts of which some messages have a sequence and some have none. */
  private static Set<Integer> halfNumbered(List<? extends Message<?>> messages) {
    Set<Integer> sequenced = new HashSet<>();
    Set<Integer> unsequenced = new HashSet<>();
    for (Message<?> message : messages) {
      if (!isPlacedCancellation(message)) {
        (message.isSequenced() ? sequenced : unsequenced).add(message.attempt());
      }
    }
    sequenced.retainAll(unsequenced);
    return sequenced;
  }

  private static boolean isPlacedCancellation(Message<?> message) {
    return message.status().code() == Status.Code.CANCELLED && message.origin() != null;
  }

  private static Origin earlier(Origin one, Origin other) {
    return BY_ORIGIN.compare(one, other) <= 0 ? one : other;
  }

  private static boolean isBehind(@Nullable Origin origin, @Nullable Origin cancelledAt) {
    return origin != null
        && cancelledAt != null
        && origin.topic().equals(cancelledAt.topic())
        && origin.partition() == cancelledAt.partition()
        && origin.offset() > cancelledAt.offset();
  }
}
