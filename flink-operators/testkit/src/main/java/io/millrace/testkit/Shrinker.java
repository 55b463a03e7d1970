package io.millrace.testkit;

import io.millrace.testkit.Scenario.Turn;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Finds a small scenario that still fails, by leaving parts out: first turns (their text goes to the turn before), then
 * characters too. A cutting is a scenario of one request.
 *
 * <p>What is left out gets smaller by halves, after Zeller and Hildebrandt (Simplifying and Isolating Failure-Inducing
 * Input, 2002); at the end no single part can be left out.
 */
final class Shrinker {

  /**
   * What a shrinking may cost before it stops with what it has: elements pushed, a try pushing each from every state in
   * the worst case.
   */
  private static final long BUDGET = 100_000_000;

  /** The beginning of a turn, or a UTF-16 unit of its element. */
  private record Part(String request, char unit, boolean begins) {}

  private final Predicate<Scenario> fails;
  private long spent;

  private Shrinker(Predicate<Scenario> fails) {
    this.fails = fails;
  }

  static Scenario shrink(Scenario failing, Predicate<Scenario> fails) {
    Shrinker shrinker = new Shrinker(fails);
    List<Part> parts = parts(failing);
    parts = shrinker.without(parts, Part::begins);
    parts = shrinker.without(parts, part -> true);
    return scenario(parts);
  }

  private List<Part> without(List<Part> whole, Predicate<Part> removable) {
    List<Part> parts = whole;
    int chunk = Math.max(1, parts.size() / 2);
    while (true) {
      List<Part> fewer = pass(parts, chunk, removable);
      boolean shrunk = fewer.size() < parts.size();
      parts = fewer;
      if (spent >= BUDGET || (chunk == 1 && !shrunk)) {
        return parts;
      }
      chunk = Math.max(1, chunk / 2);
    }
  }

  private List<Part> pass(List<Part> whole, int chunk, Predicate<Part> removable) {
    List<Part> parts = whole;
    for (int from = 0; from < parts.size() && spent < BUDGET; ) {
      List<Part> fewer = new ArrayList<>(parts.subList(0, from));
      int to = Math.min(parts.size(), from + chunk);
      parts.subList(from, to).stream().filter(removable.negate()).forEach(fewer::add);
      fewer.addAll(parts.subList(to, parts.size()));
      if (fewer.size() < parts.size() && stillFails(fewer)) {
        parts = fewer;
      } else {
        from = to;
      }
    }
    return parts;
  }

  private boolean stillFails(List<Part> parts) {
    Scenario scenario = scenario(parts);
    long turns = scenario.turns().size();
    spent += parts.size() + turns * turns;
    return fails.test(scenario);
  }

  private static List<Part> parts(Scenario scenario) {
    List<Part> parts = new ArrayList<>();
    for (Turn turn : scenario.turns()) {
      parts.add(new Part(turn.request(), ' ', true));
      for (char unit : turn.element().toCharArray()) {
        parts.add(new Part(turn.request(), unit, false));
      }
    }
    return parts;
  }

  private static Scenario scenario(List<Part> parts) {
    List<Turn> turns = new ArrayList<>();
    String request = "";
    StringBuilder element = new StringBuilder();
    boolean begun = false;
    for (Part part : parts) {
      if (part.begins() && begun) {
        turns.add(new Turn(request, element.toString()));
        element.setLength(0);
      }
      if (part.begins() || !begun) {
        request = part.request();
        begun = true;
      }
      if (!part.begins()) {
        element.append(part.unit());
      }
    }
    if (begun) {
      turns.add(new Turn(request, element.toString()));
    }
    return new Scenario(turns);
  }
}
