package io.millrace.core;

import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The optional inputs of one request: values by name, in the order of the names.
 *
 * <p>As sent by a caller they are unchecked; {@link #resolve} checks them against declarations and fills in the defaults.
 */
public final class Parameters {

  /** No parameters. */
  public static final Parameters NONE = new Parameters(new TreeMap<>());

  private final Map<String, Object> values;

  private Parameters(SortedMap<String, Object> values) {
    this.values = Collections.unmodifiableSortedMap(values);
  }

  /**
   * Takes the values as they are: booleans, numbers, texts, collections of texts.
   *
   * @throws StatusException INVALID_ARGUMENT for a value of another type
   */
  public static Parameters of(Map<String, ?> values) {
    if (values.isEmpty()) {
      return NONE;
    }
    TreeMap<String, Object> sorted = new TreeMap<>();
    values.forEach((name, value) -> sorted.put(name, ParameterType.normalise(name, value)));
    return new Parameters(sorted);
  }

  /** One value. */
  public static Parameters of(String name, Object value) {
    return of(Map.of(name, value));
  }

  /** These and one more, or in place of the one of that name. */
  public <T> Parameters with(Parameter<T> parameter, T value) {
    TreeMap<String, Object> more = new TreeMap<>(values);
    more.put(parameter.name(), ParameterType.normalise(parameter.name(), parameter.check(value)));
    return new Parameters(more);
  }

  /**
   * The value given, or the parameter's default.
   *
   * @throws StatusException INVALID_ARGUMENT if the value breaks the declaration, or there is neither
   */
  public <T> T get(Parameter<T> parameter) {
    return find(parameter)
        .orElseThrow(() -> Status.Code.INVALID_ARGUMENT
            .because("parameter '" + parameter.name() + "' is needed and has no default")
            .asException());
  }

  /** The value given, or the parameter's default, or nothing where there is neither. */
  public <T> Optional<T> find(Parameter<T> parameter) {
    Object raw = values.get(parameter.name());
    return raw == null ? parameter.defaultValue() : Optional.of(parameter.check(raw));
  }

  /**
   * Checks every value against the declarations and adds the defaults of those not given.
   *
   * @param declared what may be given
   * @param reader who reads them, for the error
   * @throws StatusException INVALID_ARGUMENT, naming a value that is unknown, ill-typed or out of bounds
   */
  public Parameters resolve(Collection<Parameter<?>> declared, String reader) {
    Set<String> known = declared.stream().map(Parameter::name).collect(Collectors.toSet());
    for (String name : values.keySet()) {
      if (!known.contains(name)) {
        throw Status.Code.INVALID_ARGUMENT
            .because("parameter '" + name + "' is not read by " + reader + ", which reads "
                + (known.isEmpty()
                    ? "none"
                    : known.stream().sorted().collect(Collectors.joining(", "))))
            .asException();
      }
    }
    TreeMap<String, Object> resolved = new TreeMap<>();
    for (Parameter<?> parameter : declared) {
      find(parameter).ifPresent(value -> resolved.put(parameter.name(), value));
    }
    return resolved.isEmpty() ? NONE : new Parameters(resolved);
  }

  /** Those whose names are among these. */
  public Parameters only(Set<String> names) {
    TreeMap<String, Object> kept = new TreeMap<>(values);
    kept.keySet().retainAll(names);
    return kept.isEmpty() ? NONE : new Parameters(kept);
  }

  /** Those whose names are not among these. */
  public Parameters without(Set<String> names) {
    TreeMap<String, Object> kept = new TreeMap<>(values);
    kept.keySet().removeAll(names);
    return kept.isEmpty() ? NONE : new Parameters(kept);
  }

  /** The values by name, sorted: each a {@code Boolean}, {@code Long}, {@code Double}, {@code String} or {@code List}. */
  public Map<String, Object> asMap() {
    return values;
  }

  /** Whether there is none. */
  public boolean isEmpty() {
    return values.isEmpty();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Parameters that && values.equals(that.values);
  }

  @Override
  public int hashCode() {
    return values.hashCode();
  }

  @Override
  public String toString() {
    return values.toString();
  }
}
