package io.millrace.benchmarks.run;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What is measured side by side: in each round each once, in turns forwards and backwards, so that what changes about the
 * machine meanwhile meets all of them. Before the first round there is one that does not count, unless it is to be brief.
 */
public final class Variants {

  /** One way of doing it. */
  @FunctionalInterface
  public interface Variant {
    Trial run() throws Exception;
  }

  private final Map<String, Variant> variants = new LinkedHashMap<>();

  /** Adds one. */
  public Variants and(String name, Variant variant) {
    variants.put(name, variant);
    return this;
  }

  /** Measures them. */
  public Results measure(Effort effort) throws Exception {
    Map<String, List<Trial>> trials = new LinkedHashMap<>();
    List<String> order = new ArrayList<>(variants.keySet());
    if (!effort.brief()) {
      round(order, new LinkedHashMap<>());
    }
    for (int round = 0; round < effort.repeats(); round++) {
      round(order, trials);
      Collections.reverse(order);
    }
    return new Results(trials);
  }

  private void round(List<String> order, Map<String, List<Trial>> trials) throws Exception {
    for (String name : order) {
      Trial trial = Objects.requireNonNull(variants.get(name)).run();
      trials.computeIfAbsent(name, each -> new ArrayList<>()).add(trial);
    }
  }
}
