package io.millrace.testkit;

import io.millrace.core.Message;
import io.millrace.core.Parameters;
import io.millrace.core.task.ModuleRunner;
import io.millrace.core.task.StreamStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/**
 * Several requests, interleaved: whose turn it is, and the element it brings. A request ends right after its last turn.
 *
 * @param turns the turns in their order
 */
public record Scenario(List<Turn> turns) {

  /** One element of one request. */
  public record Turn(String request, String element) {
    @Override
    public String toString() {
      return "Scenario.turn(" + JavaSource.literal(request) + ", " + JavaSource.literal(element)
          + ")";
    }
  }

  /** Copies the turns. */
  public Scenario {
    turns = List.copyOf(turns);
  }

  /** One element of one request. */
  public static Turn turn(String request, String element) {
    return new Turn(request, element);
  }

  /** These turns. */
  public static Scenario of(Turn... turns) {
    return new Scenario(Arrays.asList(turns));
  }

  /** These requests at random turns. Each needs an element, if only an empty one. */
  public static Scenario interleaved(Map<String, Cutting> requests, RandomGenerator random) {
    record Source(String request, Iterator<String> elements) {}
    List<Source> order = new ArrayList<>();
    requests.forEach((request, cutting) -> {
      int size = cutting.elements().size();
      if (size == 0) {
        throw new IllegalArgumentException(
            "request '" + request + "' needs at least one element but has none");
      }
      order.addAll(
          Collections.nCopies(size, new Source(request, cutting.elements().iterator())));
    });
    for (int i = order.size() - 1; i > 0; i--) {
      Collections.swap(order, i, random.nextInt(i + 1));
    }
    return new Scenario(order.stream()
        .map(source -> turn(source.request(), source.elements().next()))
        .toList());
  }

  /** These texts, cut at random and interleaved at random, as requests named "r0", "r1" and so on. */
  public static Scenario random(List<String> texts, RandomGenerator random) {
    return random(texts, random, true);
  }

  /** As {@link #random}, but no text is cut in the middle of a surrogate pair. */
  public static Scenario randomBetweenCodePoints(List<String> texts, RandomGenerator random) {
    return random(texts, random, false);
  }

  static Scenario random(List<String> texts, RandomGenerator random, boolean splitsPairs) {
    Map<String, Cutting> requests = new LinkedHashMap<>();
    for (int i = 0; i < texts.size(); i++) {
      Cutting cutting = splitsPairs
          ? Cutting.random(texts.get(i), random)
          : Cutting.randomBetweenCodePoints(texts.get(i), random);
      requests.put("r" + i, cutting.elements().isEmpty() ? Cutting.whole("") : cutting);
    }
    return interleaved(requests, random);
  }

  /** Each request as it is cut, in the order of their first turns. */
  public Map<String, Cutting> requests() {
    Map<String, List<String>> elements = new LinkedHashMap<>();
    for (Turn turn : turns) {
      elements.computeIfAbsent(turn.request(), request -> new ArrayList<>()).add(turn.element());
    }
    Map<String, Cutting> requests = new LinkedHashMap<>();
    elements.forEach((request, its) -> requests.put(request, new Cutting(its)));
    return requests;
  }

  boolean splitsPair() {
    return requests().values().stream().anyMatch(Cutting::splitsPair);
  }

  Cutting cutting(String request) {
    return new Cutting(turns.stream()
        .filter(turn -> turn.request().equals(request))
        .map(Turn::element)
        .toList());
  }

  /** The scenario as messages: each request counted from 0, and ended by a message without a payload. */
  public List<Message<String>> messages() {
    Map<String, Long> left =
        turns.stream().collect(Collectors.groupingBy(Turn::request, Collectors.counting()));
    Map<String, Long> next = new HashMap<>();
    List<Message<String>> messages = new ArrayList<>();
    for (Turn turn : turns) {
      long sequence = next.merge(turn.request(), 1L, Long::sum) - 1;
      messages.add(Message.of(turn.request(), sequence, turn.element()));
      if (left.merge(turn.request(), -1L, Long::sum) == 0) {
        messages.add(Message.end(turn.request(), sequence + 1));
      }
    }
    return messages;
  }

  /** The unary answer to each request's text: what every way of running the scenario must come to. */
  public <O> Map<String, O> expected(ModuleRunner<String, String, O, ?> runner) {
    Map<String, O> expected = new LinkedHashMap<>();
    requests()
        .forEach((request, cutting) -> expected.put(request, runner.unaryUnary(cutting.text())));
    return expected;
  }

  /** What each request emits when all are pushed through one module in plain Java. */
  public <OE> Map<String, List<OE>> streamed(ModuleRunner<String, String, ?, OE> runner) {
    return push(runner.streamStream(), Parameters.NONE);
  }

  <S, OE> Map<String, List<OE>> push(StreamStream<String, S, OE> flavor, Parameters parameters) {
    Map<String, S> states = new HashMap<>();
    Map<String, List<OE>> emitted = new LinkedHashMap<>();
    for (Message<String> message : messages()) {
      String request = message.requestId();
      List<OE> out = emitted.computeIfAbsent(request, first -> new ArrayList<>());
      S state = states.computeIfAbsent(request, first -> flavor.open(parameters));
      String element = message.payload();
      if (element == null) {
        flavor.end(state, out::add);
      } else {
        states.put(request, flavor.next(state, element, out::add));
      }
    }
    return emitted;
  }

  /** The turns as Java source. */
  @Override
  public String toString() {
    return turns.stream().map(Turn::toString).collect(Collectors.joining(", "));
  }
}
