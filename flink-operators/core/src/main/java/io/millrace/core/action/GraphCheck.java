package io.millrace.core.action;

import io.millrace.core.StatusException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** What can be said against a graph before it runs. */
final class GraphCheck {

  private final Map<String, Action<?, ?>> actions;
  private final List<Transition> transitions;
  private final List<ErrorTransition> errorTransitions;
  private final String entry;

  GraphCheck(GraphBuilder graph, String entry) {
    this.actions = graph.actions;
    this.transitions = graph.transitions;
    this.errorTransitions = graph.errorTransitions;
    this.entry = entry;
  }

  void run() {
    known("the entry", entry);
    transitions.forEach(way -> ends(way.from(), way.to()));
    errorTransitions.forEach(way -> ends(way.from(), way.to()));
    defaults();
    reachable();
    actions.forEach(GraphCheck::bindings);
  }

  private void ends(String from, String to) {
    String what = "the transition '" + from + "' -> '" + to + "'";
    known(what, from);
    known(what, to);
  }

  private void known(String what, String name) {
    if (!actions.containsKey(name)) {
      throw new IllegalArgumentException(what + " must name an action of the graph but names '"
          + name + "'; there are " + Shown.names(actions.keySet()));
    }
  }

  private void defaults() {
    Map<String, Transition> before = new HashMap<>();
    for (Transition way : transitions) {
      Transition first = before.get(way.from());
      if (first != null) {
        throw new IllegalArgumentException("action '" + way.from()
            + "' must have one default transition, after all others, but '" + way.to()
            + (way.condition().isDefault()
                ? "' is a second default to '"
                : "' comes after that to '")
            + first.to() + "'");
      }
      if (way.condition().isDefault()) {
        before.put(way.from(), way);
      }
    }
  }

  private void reachable() {
    Set<String> reached = new LinkedHashSet<>(Set.of(entry));
    Deque<String> open = new ArrayDeque<>(reached);
    while (!open.isEmpty()) {
      waysFrom(open.remove()).filter(reached::add).forEach(open::add);
    }
    Set<String> never = new TreeSet<>(actions.keySet());
    never.removeAll(reached);
    if (!never.isEmpty()) {
      throw new IllegalArgumentException("every action must be reachable from the entry '" + entry
          + "' but these are not: " + Shown.names(never));
    }
  }

  private Stream<String> waysFrom(String action) {
    return Stream.concat(
        transitions.stream().filter(way -> way.from().equals(action)).map(Transition::to),
        errorTransitions.stream()
            .filter(way -> way.from().equals(action))
            .map(ErrorTransition::to));
  }

  private static void bindings(String name, Action<?, ?> action) {
    Set<String> taken = new TreeSet<>();
    action.declaration.inputs().forEach(input -> taken.add(input.name()));
    for (Action.Bound<?> bound : action.bound().values()) {
      if (!taken.contains(bound.field().name())) {
        throw new IllegalArgumentException("action '" + name + "' has no input '"
            + bound.field().name() + "' to bind; its inputs are " + Shown.names(taken));
      }
    }
    try {
      action.checkBound(name);
    } catch (StatusException e) {
      throw new IllegalArgumentException(e.status().message(), e);
    }
  }
}
