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

  /** The beginning of a turn, or a UTF-16 unit or code point of its element. */
  private record Part(String request, int character, boolean begins) {}

  private final Predicate<Scenario> fails;
  private final boolean splitsPairs;
  private long spent;

  private Shrinker(Predicate<Scenario> fails, boolean splitsPairs) {
    this.fails = fails;
    this.splitsPairs = splitsPairs;
  }

  /** Finds a small one; unless surrogate pairs may be split, none is tried that splits one. */
  static Scenario shrink(Scenario failing, boolean splitsPairs, Predicate<Scenario> fails) {
    Shrinker shrinker = new Shrinker(fails, splitsPairs);
    List<Part> parts = shrinker.parts(failing);
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
    return (splitsPairs || !scenario.splitsPair()) && fails.test(scenario);
  }

  private List<Part> parts(Scenario scenario) {
    List<Part> parts = new ArrayList<>();
    for (Turn turn : scenario.turns()) {
      String element = turn.element();
      parts.add(new Part(turn.request(), ' ', true));
      (splitsPairs ? element.chars() : element.codePoints())
          .forEach(character -> parts.add(new Part(turn.request(), character, false)));
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
        element.appendCodePoint(part.character());
      }
    }
    if (begun) {
      turns.add(new Turn(request, element.toString()));
    }
    return new Scenario(turns);
  }
}
