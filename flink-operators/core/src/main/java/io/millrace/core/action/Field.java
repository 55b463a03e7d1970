package io.millrace.core.action;

import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A name and the type of the values under it: what actions declare to read and write, and what they take as input.
 * Declared once, as a constant. Two of the same name and type are equal.
 *
 * <p>The types are those whose values nobody can change behind a state's back, and that an engine can store by their class:
 * booleans, numbers, texts, enums, {@code Instant}, {@code BigInteger}, {@code BigDecimal}, records of these and of lists,
 * sets and maps of these; and at the top a list or a map (with texts as keys) of any of them. A value of another class is
 * copied whenever it enters or leaves a state, see {@link #copied}.
 *
 * @param <T> the values
 */
public final class Field<T> {

  private static final Pattern NAME = Pattern.compile("[a-z][A-Za-z0-9_]*");

  private final String name;
  private final FieldType<T> type;

  Field(String name, FieldType<T> type) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "a field's name must match " + NAME + " but was \"" + name + "\"");
    }
    this.name = name;
    this.type = type;
  }

  /** A truth value. */
  public static Field<Boolean> ofBoolean(String name) {
    return of(name, Boolean.class);
  }

  /** A whole number. */
  public static Field<Long> ofLong(String name) {
    return of(name, Long.class);
  }

  /** A number. */
  public static Field<Double> ofDouble(String name) {
    return of(name, Double.class);
  }

  /** A text. */
  public static Field<String> ofString(String name) {
    return of(name, String.class);
  }

  /**
   * One value of a class whose values never change: a number, an enum, a record.
   *
   * @throws IllegalArgumentException if values of the class, or of a record's component, can be changed
   */
  public static <T> Field<T> of(String name, Class<T> type) {
    AdmittedTypes.check("field '" + name + "'", type);
    return new Field<>(name, new FieldType.One<>(type));
  }

  /**
   * A list.
   *
   * @throws IllegalArgumentException if values of the class can be changed
   */
  public static <E> Field<List<E>> listOf(String name, Class<E> element) {
    AdmittedTypes.check("an element of field '" + name + "'", element);
    return new Field<>(name, new FieldType.ListOf<>(element));
  }

  /**
   * Values by name.
   *
   * @throws IllegalArgumentException if values of the class can be changed
   */
  public static <V> Field<Map<String, V>> mapOf(String name, Class<V> value) {
    AdmittedTypes.check("an entry of field '" + name + "'", value);
    return new Field<>(name, new FieldType.MapOf<>(value));
  }

  /** One value of a class that can be changed (an Avro record, say), with the way to copy it deeply. */
  public static <T> Field<T> copied(String name, Class<T> type, UnaryOperator<T> copy) {
    return new Field<>(name, new FieldType.Copied<>(type, copy));
  }

  /** The name. */
  public String name() {
    return name;
  }

  /** The type of the values. */
  public FieldType<T> type() {
    return type;
  }

  /** What is stored of a value, so that nobody can change it. */
  Object store(String what, Object raw) {
    T value = type.admit(what, raw instanceof Guarded<?> guarded ? guarded.copied() : raw);
    return type instanceof FieldType.Copied<T> copied ? new Guarded<>(value, copied.copy()) : value;
  }

  /** What a state holds under this name, perhaps by a field of another type, as it is to be stored under this one. */
  Object adopt(String what, Object held) {
    boolean guarded = held instanceof Guarded<?>;
    boolean copies = type instanceof FieldType.Copied<T>;
    if (guarded && copies) {
      load(what, held);
      return held;
    }
    return guarded || copies ? store(what, held) : type.taken(what, held);
  }

  /** The value of what a state holds under this name, perhaps by a field of another type. */
  T load(String what, Object held) {
    return held instanceof Guarded<?> guarded
        ? type.admit(what, guarded.copied())
        : type.taken(what, held);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Field<?> that && name.equals(that.name) && type.equals(that.type);
  }

  @Override
  public int hashCode() {
    return name.hashCode();
  }

  @Override
  public String toString() {
    return name + ": " + type.label();
  }

  /** A value that can be changed, and is therefore never handed out itself. */
  record Guarded<T>(T value, UnaryOperator<T> copy) {
    T copied() {
      return copy.apply(value);
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Guarded<?> that && value.equals(that.value);
    }

    @Override
    public int hashCode() {
      return value.hashCode();
    }

    @Override
    public String toString() {
      return value.toString();
    }
  }
}
