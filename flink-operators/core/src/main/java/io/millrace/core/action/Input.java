package io.millrace.core.action;

import org.jspecify.annotations.Nullable;

/**
 * An input that an action takes from a request: required, or optional with a default.
 *
 * @param <T> the value
 * @param field its name and type
 * @param defaultValue what is taken where none is given; null if one must be
 */
public record Input<T>(Field<T> field, @Nullable T defaultValue) {

  /** Checks the default. */
  public Input {
    if (defaultValue != null) {
      defaultValue =
          field.type().admit("the default of input '" + field.name() + "'", defaultValue);
    }
  }

  /** An input that each request must give. */
  public static <T> Input<T> required(Field<T> field) {
    return new Input<>(field, null);
  }

  /** An input that a request may give. */
  public static <T> Input<T> optional(Field<T> field, T defaultValue) {
    return new Input<>(field, defaultValue);
  }

  /** The name. */
  public String name() {
    return field.name();
  }

  /** Whether a request must give it. */
  public boolean isRequired() {
    return defaultValue == null;
  }
}
