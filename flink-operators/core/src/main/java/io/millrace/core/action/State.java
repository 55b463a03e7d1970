package io.millrace.core.action;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What an application knows: values by name, immutable. Every change gives a new state. Values that could be changed are
 * copied when they come in (see {@link Field}), or refused.
 *
 * <p>The state that an action is given is a view: reading a field the action does not declare to read, and writing one it
 * does not declare to write, is an {@code IllegalStateException} that names both. Appending, extending and incrementing
 * write, and need no permission to read.
 */
public final class State {

  /** No fields. */
  public static final State EMPTY = new State(new TreeMap<>(), null);

  private final SortedMap<String, Object> values;
  private final @Nullable Scope scope;

  private State(SortedMap<String, Object> values, @Nullable Scope scope) {
    this.values = values;
    this.scope = scope;
  }

  /** One field. */
  public static <T> State of(Field<T> field, T value) {
    return EMPTY.update(field, value);
  }

  /**
   * The values as they are; an application checks them against its fields.
   *
   * @throws IllegalArgumentException if one could be changed and cannot be copied
   */
  public static State of(Map<String, ?> values) {
    TreeMap<String, Object> frozen = new TreeMap<>();
    values.forEach((name, value) -> frozen.put(name, Frozen.of("field '" + name + "'", value)));
    return new State(frozen, null);
  }

  /**
   * The field's value.
   *
   * @throws IllegalStateException if there is none, with the names of the fields there are, or if it is of another type
   */
  public <T> T get(Field<T> field) {
    return find(field)
        .orElseThrow(() -> new IllegalStateException(
            "the state has no field '" + field.name() + "'; it has " + Shown.names(names())));
  }

  /**
   * The field's value, if there is one.
   *
   * @throws IllegalStateException if it is of another type
   */
  public <T> Optional<T> find(Field<T> field) {
    if (scope != null && !scope.sees(field.name())) {
      throw scope.unseen(field.name());
    }
    return stored(field);
  }

  /** Whether the field has a value. */
  public boolean has(Field<?> field) {
    return find(field).isPresent();
  }

  /** With this value in place of the field's. */
  public <T> State update(Field<T> field, T value) {
    return put(field.name(), field.store(what(field), value));
  }

  /** With one element more at the end of the field's list, which is empty if it is not there. */
  public <E> State append(Field<List<E>> field, E element) {
    return extend(field, List.of(element));
  }

  /** With these elements more at the end of the field's list, which is empty if it is not there. */
  public <E> State extend(Field<List<E>> field, Collection<? extends E> elements) {
    List<E> longer = new ArrayList<>(stored(field).orElse(List.of()));
    longer.addAll(field.type().admit(what(field), List.copyOf(elements)));
    return put(field.name(), List.copyOf(longer));
  }

  /** With the field's number one more; a field that is not there counts from 0. */
  public State increment(Field<Long> field) {
    return increment(field, 1);
  }

  /**
   * With the field's number this much more; a field that is not there counts from 0.
   *
   * @throws ArithmeticException if the sum is no {@code long}
   */
  public State increment(Field<Long> field, long by) {
    return update(field, Math.addExact(stored(field).orElse(0L), by));
  }

  /** With the field's number this much more; a field that is not there counts from 0. */
  public State increment(Field<Double> field, double by) {
    return update(field, stored(field).orElse(0.0) + by);
  }

  /** Without these fields. */
  public State wipe(Field<?>... fields) {
    return without(namesOf(Stream.of(fields)));
  }

  /** Without all fields but these. */
  public State wipeAllBut(Field<?>... fields) {
    Set<String> gone = new TreeSet<>(names());
    gone.removeAll(namesOf(Stream.of(fields)));
    return without(gone);
  }

  /** With the other's fields, each in place of the one of that name. */
  public State merge(State other) {
    State merged = this;
    for (String name : other.names()) {
      merged = merged.put(name, other.stored(name));
    }
    return merged;
  }

  /** Of these fields those that are there. */
  public State subset(Field<?>... fields) {
    return only(namesOf(Stream.of(fields)));
  }

  /** The names of the fields that are there, sorted. */
  public Set<String> names() {
    return values.keySet().stream()
        .filter(name -> scope == null || scope.sees(name))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** The values by name, sorted; not to be changed, and without effect on this state. */
  public Map<String, Object> asMap() {
    TreeMap<String, Object> shown = new TreeMap<>();
    for (String name : names()) {
      Object stored = stored(name);
      shown.put(name, stored instanceof Field.Guarded<?> guarded ? guarded.copied() : stored);
    }
    return Collections.unmodifiableSortedMap(shown);
  }

  State only(Set<String> kept) {
    SortedMap<String, Object> fewer = new TreeMap<>(values);
    fewer.keySet().retainAll(names());
    fewer.keySet().retainAll(kept);
    return new State(fewer, scope == null ? null : scope.only(kept));
  }

  /** The view of it that an action has; what it writes unseen is under it. */
  State seenBy(Scope view) {
    return new State(values, view);
  }

  /** What a step has written in this state: all there is, if the state was not made from the step's own. */
  Set<String> writtenIn(Scope.Owner step) {
    return scope != null && scope.owner() == step ? scope.written() : names();
  }

  boolean mustWrite(String name) {
    return scope == null || scope.writes().contains(name);
  }

  @Nullable
  Object storedOrNull(String name) {
    return values.get(name);
  }

  State put(String name, Object stored) {
    TreeMap<String, Object> more = new TreeMap<>(values);
    more.put(name, stored);
    return new State(more, scope == null ? null : scope.writing(name));
  }

  State without(Set<String> names) {
    TreeMap<String, Object> fewer = new TreeMap<>(values);
    fewer.keySet().removeAll(names);
    Scope after = scope;
    for (String name : names) {
      after = after == null ? null : after.writing(name);
    }
    return new State(fewer, after);
  }

  private Object stored(String name) {
    return Objects.requireNonNull(values.get(name));
  }

  private <T> Optional<T> stored(Field<T> field) {
    Object stored = values.get(field.name());
    if (stored == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(field.load(what(field), stored));
    } catch (IllegalArgumentException e) {
      throw new IllegalStateException(e.getMessage(), e);
    }
  }

  private static String what(Field<?> field) {
    return "field '" + field.name() + "'";
  }

  private static Set<String> namesOf(Stream<Field<?>> fields) {
    return fields.map(Field::name).collect(Collectors.toSet());
  }

  /** By the fields that can be seen. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof State that && asMap().equals(that.asMap());
  }

  @Override
  public int hashCode() {
    return asMap().hashCode();
  }

  @Override
  public String toString() {
    return asMap().toString();
  }
}
