package io.millrace.core;

import java.util.AbstractMap;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Headers in the order of their names; {@link Map#copyOf} has one that varies by the process. A class of its own, so that
 * headers which are handed from message to message are known to be in order, and not copied.
 */
final class OrderedHeaders extends AbstractMap<String, String> {

  private static final OrderedHeaders NONE = new OrderedHeaders(new TreeMap<>());
  private static final Set<String> TRACE = Set.of("traceparent", "tracestate");

  private final SortedMap<String, String> headers;

  private OrderedHeaders(SortedMap<String, String> headers) {
    this.headers = Collections.unmodifiableSortedMap(headers);
  }

  static Map<String, String> of(Map<String, String> headers) {
    if (headers instanceof OrderedHeaders) {
      return headers;
    }
    return headers.isEmpty() ? NONE : new OrderedHeaders(new TreeMap<>(Map.copyOf(headers)));
  }

  static Map<String, String> traceOf(Map<String, String> headers) {
    if (TRACE.containsAll(headers.keySet())) {
      return of(headers);
    }
    Map<String, String> trace = new TreeMap<>(headers);
    trace.keySet().retainAll(TRACE);
    return of(trace);
  }

  @Override
  public Set<Entry<String, String>> entrySet() {
    return headers.entrySet();
  }

  @Override
  public @Nullable String get(@Nullable Object name) {
    return name == null ? null : headers.get(name);
  }

  @Override
  public boolean containsKey(@Nullable Object name) {
    return name != null && headers.containsKey(name);
  }
}
