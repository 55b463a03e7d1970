package io.millrace.core;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The declaration of one optional input: its name, type, default and bounds.
 *
 * @param <T> {@code Boolean}, {@code Long}, {@code Double}, {@code String} or {@code List<String>}
 */
public final class Parameter<T> {

  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]*");

  private final String name;
  private final ParameterType<T> type;
  private final @Nullable T defaultValue;
  private final Predicate<T> bounds;
  private final String rule;

  private Parameter(
      String name,
      ParameterType<T> type,
      @Nullable T defaultValue,
      Predicate<T> bounds,
      String rule) {
    this.name = name;
    this.type = type;
    this.bounds = bounds;
    this.rule = rule;
    this.defaultValue = defaultValue == null ? null : check(defaultValue);
  }

  private static String checkName(String name) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "a parameter's name must match " + NAME + " but was \"" + name + "\"");
    }
    return name;
  }

  /** A truth value. */
  public static Parameter<Boolean> ofBoolean(String name, boolean defaultValue) {
    return new Parameter<>(
        checkName(name), ParameterType.BOOLEAN, defaultValue, any -> true, "true or false");
  }

  /** A whole number between two bounds, both allowed. */
  public static Parameter<Long> ofLong(String name, long defaultValue, long min, long max) {
    return new Parameter<>(
        checkName(name),
        ParameterType.LONG,
        defaultValue,
        v -> v >= min && v <= max,
        "between " + min + " and " + max);
  }

  /** A number between two bounds, both allowed. */
  public static Parameter<Double> ofDouble(
      String name, double defaultValue, double min, double max) {
    return new Parameter<>(
        checkName(name),
        ParameterType.DOUBLE,
        defaultValue,
        v -> v >= min && v <= max,
        "between " + plain(min) + " and " + plain(max));
  }

  /** A text. */
  public static Parameter<String> ofString(String name, String defaultValue) {
    return new Parameter<>(
        checkName(name), ParameterType.STRING, defaultValue, any -> true, "a text");
  }

  /** A list of texts, in the caller's order. */
  public static Parameter<List<String>> ofStrings(String name, List<String> defaultValue) {
    return new Parameter<>(
        checkName(name), ParameterType.STRINGS, defaultValue, any -> true, "a list of texts");
  }

  /** The same parameter with another default. */
  public Parameter<T> withDefault(T newDefault) {
    return new Parameter<>(name, type, newDefault, bounds, rule);
  }

  /** The same parameter without a default: absent unless the caller gives it. */
  public Parameter<T> withoutDefault() {
    return new Parameter<>(name, type, null, bounds, rule);
  }

  /**
   * The same parameter as that of a part: {@code entities.threshold}. It has no default, or the unqualified value that a
   * caller gives for all parts would never be seen.
   */
  public Parameter<T> qualified(String qualifier) {
    return new Parameter<>(qualifier + "." + name, type, null, bounds, rule);
  }

  /** The same parameter under a further rule, said as what follows "must be". */
  public Parameter<T> within(Predicate<? super T> furtherBounds, String newRule) {
    return new Parameter<>(
        name, type, defaultValue, v -> bounds.test(v) && furtherBounds.test(v), newRule);
  }

  /** The name callers use. */
  public String name() {
    return name;
  }

  /** The value taken when the caller gives none. */
  public Optional<T> defaultValue() {
    return Optional.ofNullable(defaultValue);
  }

  /** What the bounds allow, for people: "between 0 and 1". */
  public String rule() {
    return rule;
  }

  /** The type's name, for people: "double". */
  public String typeName() {
    return type.label();
  }

  /** Whether values of the other declaration are values of this one's type. */
  public boolean hasTypeOf(Parameter<?> other) {
    return type.label().equals(other.type.label());
  }

  /**
   * Turns a value as it came into one of this parameter's type.
   *
   * @throws StatusException INVALID_ARGUMENT, naming the parameter, the rule and the value
   */
  public T check(Object raw) {
    return check(raw, "parameter '" + name + "'");
  }

  /**
   * The same, for a value that is known under another name.
   *
   * @param subject what begins the error: "setting 'patterns[2].score'"
   * @throws StatusException INVALID_ARGUMENT, naming the subject, the rule and the value
   */
  public T check(Object raw, String subject) {
    T value = type.convert(raw).orElseThrow(() -> refusal(subject, "be a " + type.label(), raw));
    if (!bounds.test(value)) {
      throw refusal(subject, "be " + rule, raw);
    }
    return value;
  }

  private static StatusException refusal(String subject, String wanted, Object raw) {
    String shown = raw instanceof String s ? "\"" + s + "\"" : Objects.toString(raw);
    return Status.Code.INVALID_ARGUMENT
        .because(subject + " must " + wanted + " but was " + shown)
        .asException();
  }

  private static String plain(double bound) {
    return bound == Math.rint(bound) && Math.abs(bound) < 1e15
        ? Long.toString((long) bound)
        : Double.toString(bound);
  }

  @Override
  public String toString() {
    return name + ": " + type.label() + ", " + rule
        + (defaultValue == null ? "" : ", default " + defaultValue);
  }
}
