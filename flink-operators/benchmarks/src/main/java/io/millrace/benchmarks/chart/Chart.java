package io.millrace.benchmarks.chart;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Bars in groups, on a logarithmic scale.
 *
 * @param title what is shown, and in what unit
 * @param groups the names of the groups
 * @param series by its name, a positive number for each group
 */
public record Chart(String title, List<String> groups, Map<String, List<Double>> series) {

  /** Validates that there is a number for each group. */
  public Chart {
    groups = List.copyOf(groups);
    for (Map.Entry<String, List<Double>> each : series.entrySet()) {
      if (each.getValue().size() != groups.size()) {
        throw new IllegalArgumentException("series '" + each.getKey() + "' must have "
            + groups.size() + " numbers but has " + each.getValue().size());
      }
      if (each.getValue().stream().anyMatch(number -> !(number > 0))) {
        throw new IllegalArgumentException(
            "series '" + each.getKey() + "' must have positive numbers but has " + each.getValue());
      }
    }
  }

  /** One without a series. */
  public Chart(String title, List<String> groups) {
    this(title, groups, Map.of());
  }

  /** The same with one series more. */
  public Chart with(String name, List<Double> numbers) {
    Map<String, List<Double>> more = new LinkedHashMap<>(series);
    more.put(name, List.copyOf(numbers));
    return new Chart(title, groups, more);
  }
}
