package io.millrace.testkit.flink;

import io.millrace.core.Message;
import io.millrace.core.Parameters;
import io.millrace.core.task.Flavor;
import io.millrace.testkit.Scenario;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** A scenario as messages, as they are delivered in an ordeal. */
final class Delivery {

  /** How many places a message may be late: few enough that no operator gives up waiting for it. */
  private static final int REACH = 12;

  private static final int ONE_IN_TWICE = 4;

  private record Placed(double place, Message<String> message) {}

  private Delivery() {}

  static List<Message<String>> of(
      Scenario scenario, Flavor flavor, Parameters parameters, Ordeal ordeal) {
    boolean streams = flavor == Flavor.STREAM_STREAM || flavor == Flavor.STREAM_UNARY;
    return streams
        ? disturbed(streamed(scenario, parameters), ordeal)
        : whole(scenario, parameters);
  }

  private static List<Message<String>> streamed(Scenario scenario, Parameters parameters) {
    return scenario.messages().stream()
        .map(message -> message.sequence() == 0 ? message.withParameters(parameters) : message)
        .toList();
  }

  /** Whole inputs know neither order nor duplicates: each is a request by itself. */
  private static List<Message<String>> whole(Scenario scenario, Parameters parameters) {
    List<Message<String>> messages = new ArrayList<>();
    scenario
        .requests()
        .forEach((request, cutting) ->
            messages.add(Message.unary(request, cutting.text()).withParameters(parameters)));
    return messages;
  }

  private static List<Message<String>> disturbed(List<Message<String>> messages, Ordeal ordeal) {
    RandomGenerator random = new SplittableRandom(ordeal.seed());
    double reach = ordeal.has(Hardship.DISORDER) ? REACH : 0;
    List<Placed> placed = new ArrayList<>();
    for (int i = 0; i < messages.size(); i++) {
      Message<String> message = messages.get(i);
      placed.add(new Placed(i + reach * random.nextDouble(), message));
      if (ordeal.has(Hardship.DUPLICATES) && random.nextInt(ONE_IN_TWICE) == 0) {
        placed.add(new Placed(i + 2 * REACH * random.nextDouble(), message));
      }
    }
    placed.sort(Comparator.comparingDouble(Placed::place));
    return placed.stream().map(Placed::message).toList();
  }
}
