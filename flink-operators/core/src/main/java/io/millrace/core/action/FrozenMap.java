package io.millrace.core.action;

import java.util.AbstractMap;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A map that nobody can change, in the order of its names; {@link Map#copyOf} has one that varies by the process. */
final class FrozenMap extends AbstractMap<String, Object> {

  private final SortedMap<String, Object> values;

  FrozenMap(SortedMap<String, Object> values) {
    this.values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
  }

  @Override
  public Set<Entry<String, Object>> entrySet() {
    return values.entrySet();
  }

  @Override
  public @Nullable Object get(@Nullable Object name) {
    return name instanceof String ? values.get(name) : null;
  }

  @Override
  public boolean containsKey(@Nullable Object name) {
    return name instanceof String && values.containsKey(name);
  }
}
