package io.millrace.core.action;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Actions by name, and the ways between them. Immutable, and holds nothing of any application: many run on one graph.
 *
 * @see GraphBuilder
 */
public final class Graph {

  private final Map<String, Action<?, ?>> actions;
  private final String entry;
  private final List<Transition> transitions;
  private final List<ErrorTransition> errorTransitions;
  private final Map<String, Field<?>> fields;
  private final Map<String, Field<?>> inputs;

  Graph(GraphBuilder builder, String entry) {
    this.actions = Collections.unmodifiableMap(new LinkedHashMap<>(builder.actions));
    this.entry = entry;
    this.transitions = List.copyOf(builder.transitions);
    this.errorTransitions = List.copyOf(builder.errorTransitions);
    this.fields = Collections.unmodifiableMap(builder.fieldsByName());
    this.inputs = Collections.unmodifiableMap(builder.inputsByName());
  }

  /** Begins a graph. */
  public static GraphBuilder builder() {
    return new GraphBuilder();
  }

  /** A graph of one action, after which it ends. */
  public static Graph of(String name, Action<?, ?> action) {
    return builder().action(name, action).entry(name).build();
  }

  /** The actions by name, in the order given. */
  public Map<String, Action<?, ?>> actions() {
    return actions;
  }

  /**
   * The action of that name.
   *
   * @throws IllegalArgumentException if there is none
   */
  public Action<?, ?> action(String name) {
    Action<?, ?> action = actions.get(name);
    if (action == null) {
      throw new IllegalArgumentException(
          "there is no action '" + name + "'; there are " + Shown.names(actions.keySet()));
    }
    return action;
  }

  /** The action that a new application begins with. */
  public String entry() {
    return entry;
  }

  /** The ways, in the order given. */
  public List<Transition> transitions() {
    return transitions;
  }

  /** The ways out of failures, in the order given. */
  public List<ErrorTransition> errorTransitions() {
    return errorTransitions;
  }

  /** Every field that a state may have, by name: what actions read and write, and conditions ask for. */
  public Map<String, Field<?>> fields() {
    return fields;
  }

  /** Every input that a request may give, by name. */
  public Map<String, Field<?>> inputs() {
    return inputs;
  }

  /** All tags of all actions. */
  public Set<String> tags() {
    Set<String> tags = new TreeSet<>();
    actions.values().forEach(action -> tags.addAll(action.tags()));
    return tags;
  }

  /**
   * A state of this graph, its values widened to the declared types.
   *
   * @throws IllegalArgumentException if a field is not declared in the graph, or has a value of another type
   */
  public State admit(State state) {
    TreeMap<String, Object> admitted = new TreeMap<>();
    for (String name : state.names()) {
      Field<?> field = fields.get(name);
      if (field == null) {
        throw new IllegalArgumentException("no action declares field '" + name
            + "' of the state; declared are " + Shown.names(fields.keySet()));
      }
      Object stored = Objects.requireNonNull(state.storedOrNull(name));
      admitted.put(name, field.adopt("field '" + name + "'", stored));
    }
    State result = State.EMPTY;
    for (Map.Entry<String, Object> each : admitted.entrySet()) {
      result = result.put(each.getKey(), each.getValue());
    }
    return result;
  }

  /**
   * The action that follows, if the graph does not end here.
   *
   * @throws IllegalStateException if a condition that is asked needs a field that is not there
   */
  public Optional<String> next(Progress progress) {
    if (progress.redirect() != null) {
      return Optional.of(progress.redirect());
    }
    String last = progress.last();
    return last == null ? Optional.of(entry) : after(last, progress.state());
  }

  private Optional<String> after(String last, State state) {
    for (Transition way : transitions) {
      if (way.from().equals(last) && way.condition().holds(state)) {
        return Optional.of(way.to());
      }
    }
    return Optional.empty();
  }

  /** Where a failure leads, if it does not end the run. */
  Optional<String> afterError(String action, Exception thrown) {
    return errorTransitions.stream()
        .filter(way -> way.from().equals(action) && way.error().isInstance(thrown))
        .map(ErrorTransition::to)
        .findFirst();
  }

  /** The graph in Graphviz's language. */
  public String toDot() {
    return GraphDrawing.dot(this);
  }

  /** The graph as a Mermaid flow chart. */
  public String toMermaid() {
    return GraphDrawing.mermaid(this);
  }
}
