package io.millrace.flink;

import io.millrace.core.Message;
import io.millrace.core.Origin;
import io.millrace.core.Status;
import io.millrace.testkit.Scenario;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * A scenario as a topic delivers it: messages early and late, and twice; requests begun again as another attempt, cancelled,
 * with a message lost, or never ended.
 *
 * @param scenario what was meant
 * @param completing the requests that come to their end
 * @param messages what is delivered
 */
record Delivery(Scenario scenario, Set<String> completing, List<Message<String>> messages) {

  private static final int REACH = 12;

  /** What befalls a request. Half of them are only shuffled and doubled. */
  private enum Fate {
    PLAIN,
    BEGUN_AGAIN,
    CANCELLED,
    HOLED,
    UNENDED
  }

  private record Placed(double place, Message<String> message) {}

  static Delivery of(Scenario scenario, RandomGenerator random) {
    Map<String, Fate> fates = new HashMap<>();
    Set<String> completing = new HashSet<>();
    for (String request : scenario.requests().keySet()) {
      int drawn = random.nextInt(2 * (Fate.values().length - 1));
      Fate fate = drawn < Fate.values().length ? Fate.values()[drawn] : Fate.PLAIN;
      fates.put(request, fate);
      if (fate == Fate.PLAIN || fate == Fate.BEGUN_AGAIN) {
        completing.add(request);
      }
    }
    List<Placed> placed = new ArrayList<>();
    double place = 0;
    for (Message<String> message : scenario.messages()) {
      place++;
      for (Message<String> delivered :
          befalling(message, fates.getOrDefault(message.requestId(), Fate.PLAIN))) {
        placed.add(new Placed(place + random.nextDouble(REACH), delivered));
        if (random.nextInt(8) == 0) {
          placed.add(new Placed(place + random.nextDouble(4 * REACH), delivered));
        }
      }
    }
    placed.sort(Comparator.comparingDouble(Placed::place));
    List<Message<String>> messages = new ArrayList<>();
    for (Placed each : placed) {
      Message<String> message = each.message();
      int partition = Math.floorMod(message.requestId().hashCode(), 3);
      messages.add(message.withOrigin(new Origin("t", partition, messages.size())));
    }
    return new Delivery(scenario, completing, List.copyOf(messages));
  }

  private static List<Message<String>> befalling(Message<String> message, Fate fate) {
    boolean second = message.sequence() == 1;
    return switch (fate) {
      case PLAIN -> List.of(message);
      // The first attempt says something else.
      case BEGUN_AGAIN ->
        message.hasPayload() && message.sequence() < 3
            ? List.of(message.withPayload("draft "), message.withAttempt(1))
            : List.of(message.withAttempt(1));
      case CANCELLED ->
        second
            ? List.of(
                message,
                Message.end(message.requestId(), 0, Status.Code.CANCELLED.because("not wanted")))
            : List.of(message);
      case HOLED -> second ? List.of() : List.of(message);
      case UNENDED -> message.last() ? List.of() : List.of(message);
    };
  }
}
