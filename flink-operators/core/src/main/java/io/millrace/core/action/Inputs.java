package io.millrace.core.action;

import io.millrace.core.Status;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The inputs of a request, or those of them that an action takes: values by name, immutable, kept as a state's are. */
public final class Inputs {

  /** No inputs. */
  public static final Inputs NONE = new Inputs(State.EMPTY);

  private final State values;

  private Inputs(State values) {
    this.values = values;
  }

  /** One input. */
  public static <T> Inputs of(Field<T> field, T value) {
    return NONE.with(field, value);
  }

  /** The values as they are; an action checks them against its declarations. */
  public static Inputs of(Map<String, ?> values) {
    return new Inputs(State.of(values));
  }

  /** With this one more, or in place of the one of that name. */
  public <T> Inputs with(Field<T> field, T value) {
    return new Inputs(values.update(field, value));
  }

  /** With the other's, each in place of the one of that name. */
  public Inputs with(Inputs other) {
    return new Inputs(values.merge(other.values));
  }

  /**
   * The value.
   *
   * @throws IllegalStateException if there is none, with the names of those there are, or if it is of another type
   */
  public <T> T get(Field<T> field) {
    return find(field)
        .orElseThrow(() -> new IllegalStateException(
            "there is no input '" + field.name() + "'; there are " + Shown.names(names())));
  }

  /** The value, if there is one. */
  public <T> Optional<T> find(Field<T> field) {
    return values.find(field);
  }

  /** The names, sorted. */
  public Set<String> names() {
    return values.names();
  }

  /** The values by name, sorted. */
  public Map<String, Object> asMap() {
    return values.asMap();
  }

  /**
   * What an action takes of these: each of its inputs, with the default where none is given.
   *
   * @throws io.millrace.core.StatusException INVALID_ARGUMENT, naming what is missing or of the wrong type
   */
  Inputs resolve(String action, Collection<Input<?>> declared) {
    State taken = State.EMPTY;
    for (Input<?> input : declared) {
      Object given = values.storedOrNull(input.name());
      taken = taken.put(input.name(), value(action, input, given));
    }
    return new Inputs(taken);
  }

  private Object value(String action, Input<?> input, @Nullable Object given) {
    String what = "input '" + input.name() + "' of action '" + action + "'";
    Object value = given == null ? input.defaultValue() : given;
    if (value == null) {
      throw Status.Code.INVALID_ARGUMENT
          .because(what + " is required but was not given; given are " + Shown.names(names()))
          .asException();
    }
    try {
      return input.field().adopt(what, value);
    } catch (IllegalArgumentException e) {
      throw Status.Code.INVALID_ARGUMENT.because(String.valueOf(e.getMessage())).asException();
    }
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Inputs that && values.equals(that.values);
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
