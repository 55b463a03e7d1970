package io.millrace.benchmarks.run;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;

/**
 * What is measured side by side: in each round each once, in turns forwards and backwards, so that what changes about the
 * machine meanwhile meets all of them.
 *
 * @param <T> what a round gives
 */
public final class Rounds<T> {

  private final Map<String, Callable<T>> ways = new LinkedHashMap<>();

  /** Adds a way of doing it. */
  public Rounds<T> and(String name, Callable<T> way) {
    ways.put(name, way);
    return this;
  }

  /** Measures them, with a round before the first that does not count, unless it is to be brief. */
  public Map<String, List<T>> measure(Effort effort) throws Exception {
    if (!effort.brief()) {
      round(new ArrayList<>(ways.keySet()), new LinkedHashMap<>());
    }
    return measureWarm(effort);
  }

  /** Measures what warms itself up. */
  public Map<String, List<T>> measureWarm(Effort effort) throws Exception {
    Map<String, List<T>> given = new LinkedHashMap<>();
    List<String> order = new ArrayList<>(ways.keySet());
    for (int round = 0; round < effort.repeats(); round++) {
      round(order, given);
      Collections.reverse(order);
    }
    return given;
  }

  private void round(List<String> order, Map<String, List<T>> given) throws Exception {
    for (String name : order) {
      T one = Objects.requireNonNull(ways.get(name)).call();
      given.computeIfAbsent(name, each -> new ArrayList<>()).add(one);
    }
  }
}
