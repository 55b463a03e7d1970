package io.millrace.core.action;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Whether a transition is taken, asked of the state. It is an error if a field it asks for is not there. Immutable.
 *
 * @see GraphBuilder#transition(String, String, Condition)
 */
public final class Condition {

  private static final Condition ALWAYS = new Condition("default", List.of(), state -> true);

  private final String label;
  private final List<Field<?>> fields;
  private final Predicate<State> test;

  /** A composite asks its parts, each of which knows what it needs. */
  private Condition(String label, List<Field<?>> fields, Predicate<State> test) {
    this.label = label;
    this.fields = List.copyOf(fields);
    this.test = test;
  }

  /** Always: the default, after all others. */
  public static Condition always() {
    return ALWAYS;
  }

  /** Whether the field has this value. */
  public static <T> Condition when(Field<T> field, T value) {
    T wanted = field.type().admit("the value of field '" + field.name() + "'", value);
    return when(field.name() + " = " + wanted, field, wanted::equals);
  }

  /** Whether the field's value is such. The label is for drawings and errors: {@code "count < 10"}. */
  public static <T> Condition when(String label, Field<T> field, Predicate<? super T> test) {
    return that(label, state -> test.test(state.get(field)), field);
  }

  /** Whether the state is such, of which the predicate sees these fields, all there. */
  public static Condition that(String label, Predicate<State> test, Field<?>... fields) {
    List<Field<?>> asked = List.of(fields);
    return new Condition(label, asked, state -> test.test(seen(label, asked, state)));
  }

  /** Whether both hold; the other is not asked if this one does not. */
  public Condition and(Condition other) {
    return new Condition(
        "(" + label + " and " + other.label + ")",
        both(other),
        state -> holds(state) && other.holds(state));
  }

  /** Whether one of both holds; the other is not asked if this one does. */
  public Condition or(Condition other) {
    return new Condition(
        "(" + label + " or " + other.label + ")",
        both(other),
        state -> holds(state) || other.holds(state));
  }

  /** Whether this does not hold. */
  public Condition not() {
    return new Condition("not " + label, fields, state -> !holds(state));
  }

  /** What it asks, for people. */
  public String label() {
    return label;
  }

  /** The fields it asks for. */
  public List<Field<?>> fields() {
    return fields;
  }

  boolean isDefault() {
    return this == ALWAYS;
  }

  /**
   * Whether it holds.
   *
   * @throws IllegalStateException naming a field that it asks for and that is not there
   */
  boolean holds(State state) {
    return test.test(state);
  }

  private static State seen(String label, List<Field<?>> fields, State state) {
    for (Field<?> field : fields) {
      if (!state.has(field)) {
        throw new IllegalStateException("condition '" + label + "' needs field '" + field.name()
            + "', which the state does not have; it has " + Shown.names(state.names()));
      }
    }
    return state.subset(fields.toArray(Field<?>[]::new));
  }

  private List<Field<?>> both(Condition other) {
    List<Field<?>> all = new ArrayList<>(fields);
    all.addAll(other.fields);
    return all;
  }

  @Override
  public String toString() {
    return label;
  }
}
