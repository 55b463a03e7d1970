package io.millrace.core.action;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Collects a graph; {@link #build} says all that is wrong with it. */
public final class GraphBuilder {

  private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_-]*");

  final Map<String, Action<?, ?>> actions = new LinkedHashMap<>();
  final List<Transition> transitions = new ArrayList<>();
  final List<ErrorTransition> errorTransitions = new ArrayList<>();
  private final List<Field<?>> further = new ArrayList<>();
  private @Nullable String entry;

  GraphBuilder() {}

  /** Adds an action under a name: letters, digits, '_' and '-'. */
  public GraphBuilder action(String name, Action<?, ?> action) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "an action's name must match " + NAME + " but was \"" + name + "\"");
    }
    if (actions.putIfAbsent(name, action) != null) {
      throw new IllegalArgumentException("there are two actions '" + name + "'");
    }
    return this;
  }

  /** Leads from one action to the next in any case: the default, after all other ways from it. */
  public GraphBuilder transition(String from, String to) {
    return transition(from, to, Condition.always());
  }

  /** Leads from one action to the next if the condition holds, and none did before it. */
  public GraphBuilder transition(String from, String to, Condition condition) {
    transitions.add(new Transition(from, to, condition));
    return this;
  }

  /** Leads from an action that failed to another. */
  public GraphBuilder onError(String from, String to) {
    return onError(from, Exception.class, to);
  }

  /** Leads from an action that failed with such an exception to another. */
  public GraphBuilder onError(String from, Class<? extends Exception> error, String to) {
    errorTransitions.add(new ErrorTransition(from, to, error));
    return this;
  }

  /** Says with which action a new application begins. */
  public GraphBuilder entry(String name) {
    entry = name;
    return this;
  }

  /** Admits fields to the state that no action names. */
  public GraphBuilder fields(Field<?>... fields) {
    further.addAll(Arrays.asList(fields));
    return this;
  }

  /**
   * The graph.
   *
   * @throws IllegalArgumentException naming what is wrong: no entry or an unknown one, ways from or to unknown actions,
   *     actions that cannot be reached, two defaults or a way after the default, bound inputs that an action does not
   *     take, fields or inputs of one name and two types
   */
  public Graph build() {
    if (entry == null) {
      throw new IllegalArgumentException("the graph must have an entry but none was given");
    }
    new GraphCheck(this, entry).run();
    return new Graph(this, entry);
  }

  Map<String, Field<?>> fieldsByName() {
    Stream<Field<?>> ofActions = actions.values().stream().flatMap(Action::fields);
    Stream<Field<?>> ofConditions =
        transitions.stream().flatMap(way -> way.condition().fields().stream());
    return byName("field", Stream.of(ofActions, ofConditions, further.stream()).flatMap(s -> s));
  }

  Map<String, Field<?>> inputsByName() {
    return byName(
        "input",
        actions.values().stream().flatMap(action -> action.inputs().stream()).map(Input::field));
  }

  private static Map<String, Field<?>> byName(String kind, Stream<? extends Field<?>> declared) {
    Map<String, Field<?>> byName = new TreeMap<>();
    declared.forEach(field -> {
      Field<?> before = byName.putIfAbsent(field.name(), field);
      if (before != null && !before.equals(field)) {
        throw new IllegalArgumentException(kind + " '" + field.name()
            + "' must be of one type but is a " + before.type().label() + " and a "
            + field.type().label());
      }
    });
    return byName;
  }
}
