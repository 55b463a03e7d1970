package io.millrace.core.action;

import java.lang.invoke.MethodType;
import java.lang.reflect.Array;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A whole state as a record, each component a field. A component whose field is not there is null, or 0, or false: also one
 * that was added to the record after the state was stored.
 *
 * @param <S> the record
 */
public final class TypedState<S extends Record> {

  private final Class<S> type;
  private final List<Field<?>> fields;

  private TypedState(Class<S> type, List<Field<?>> fields) {
    this.type = type;
    this.fields = List.copyOf(fields);
  }

  /**
   * The state that is this record.
   *
   * @throws IllegalArgumentException if a component's values could be changed behind the state's back
   */
  public static <S extends Record> TypedState<S> of(Class<S> type) {
    List<Field<?>> fields = new ArrayList<>();
    for (RecordComponent component : type.getRecordComponents()) {
      fields.add(field(component));
    }
    return new TypedState<>(type, fields);
  }

  /** The fields, in the order of the components: for {@code reads}, {@code writes}. */
  public Field<?>[] fields() {
    return fields.toArray(Field<?>[]::new);
  }

  /**
   * The field of one component, for conditions and for actions that read little.
   *
   * @throws IllegalArgumentException if there is no such component, or it is of another type
   */
  @SuppressWarnings("unchecked") // equal fields are of one type
  public <T> Field<T> field(Field<T> like) {
    return (Field<T>) fields.stream()
        .filter(like::equals)
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(
            type.getSimpleName() + " has no component '" + like + "'; it has " + fields));
  }

  /** The record of what can be seen in the state. */
  public S from(State state) {
    State seen = state.only(state.names());
    RecordComponent[] components = type.getRecordComponents();
    @Nullable Object[] parts = new @Nullable Object[components.length];
    for (int i = 0; i < components.length; i++) {
      Field<?> field = fields.get(i);
      boolean there = seen.names().contains(field.name());
      parts[i] = there ? seen.get(field) : absent(components[i].getType());
    }
    return FrozenRecords.make(type, parts);
  }

  /** A state of the record's components; those that are null are not there. */
  public State state(S whole) {
    return into(State.EMPTY, whole);
  }

  /**
   * The state with the record's components. In an action these are all that it declares to write, and what else has
   * changed, which is refused as an undeclared write.
   */
  public State into(State state, S whole) {
    List<@Nullable Object> parts = FrozenRecords.parts(whole);
    List<@Nullable Object> before = FrozenRecords.parts(from(state));
    State changed = state;
    for (int i = 0; i < parts.size(); i++) {
      Field<?> field = fields.get(i);
      if (state.mustWrite(field.name()) || !Objects.equals(parts.get(i), before.get(i))) {
        changed = write(changed, field, parts.get(i));
      }
    }
    return changed;
  }

  private static State write(State state, Field<?> field, @Nullable Object part) {
    return part == null
        ? state.wipe(field)
        : state.put(field.name(), field.store("field '" + field.name() + "'", part));
  }

  private static Field<?> field(RecordComponent component) {
    String name = component.getName();
    Type type = component.getGenericType();
    if (type instanceof ParameterizedType generic) {
      Type[] arguments = generic.getActualTypeArguments();
      if (generic.getRawType() == List.class && arguments[0] instanceof Class<?> element) {
        return Field.listOf(name, element);
      }
      if (generic.getRawType() == Map.class && arguments[1] instanceof Class<?> value) {
        return Field.mapOf(name, value);
      }
    }
    return Field.of(name, boxed(component.getType()));
  }

  private static Class<?> boxed(Class<?> type) {
    return MethodType.methodType(type).wrap().returnType();
  }

  private static @Nullable Object absent(Class<?> type) {
    return type.isPrimitive() ? Array.get(Array.newInstance(type, 1), 0) : null;
  }

  @Override
  public String toString() {
    return type.getSimpleName() + Arrays.toString(fields());
  }
}
