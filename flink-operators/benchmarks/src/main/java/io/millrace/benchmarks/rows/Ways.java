package io.millrace.benchmarks.rows;

import io.millrace.benchmarks.table.Numbers;
import io.millrace.benchmarks.table.Samples;
import io.millrace.benchmarks.topics.Delays;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToDoubleFunction;

/**
 * What the rounds of row 8 gave at one rate, of one quantile.
 *
 * @param given the rounds of each way
 * @param quantile which
 */
record Ways(Map<String, List<Delays>> given, ToDoubleFunction<Delays> quantile) {

  static final String OURS = "Millrace";
  static final String BY_HAND = "by hand";
  static final String FLOOR = "Kafka alone";

  /** Round by round the whole way through our job, to that through the job by hand. */
  Samples ratios() {
    return Samples.ratios(numbers(OURS), numbers(BY_HAND));
  }

  /** The median round of a way, in milliseconds. */
  double median(String name) {
    return new Samples(numbers(name)).median();
  }

  /** The medians, what is added to Kafka's own, and who did not keep the rate. */
  String note() {
    return words(OURS) + "; " + words(BY_HAND) + "; " + words(FLOOR) + "; " + added() + late();
  }

  private String words(String name) {
    return name + " " + Numbers.words(median(name)) + " ms";
  }

  private String added() {
    double ours = median(OURS) - median(FLOOR);
    double byHand = median(BY_HAND) - median(FLOOR);
    String ratio =
        ours > 0 && byHand > 0 ? ", ratio " + Numbers.words(ours / byHand) : ", no ratio";
    return "added to Kafka alone " + Numbers.words(ours) + " ms, by hand " + Numbers.words(byHand)
        + " ms" + ratio;
  }

  private String late() {
    List<String> late = new ArrayList<>();
    for (String name : List.of(OURS, BY_HAND, FLOOR)) {
      List<Delays> rounds = rounds(name);
      long missed = rounds.stream().filter(round -> !round.isInTime()).count();
      if (missed > 0) {
        late.add(name + " in " + missed + " of " + rounds.size() + " rounds");
      }
    }
    return late.isEmpty() ? "" : "; BELOW THE RATE: " + String.join(", ", late);
  }

  private List<Double> numbers(String name) {
    return rounds(name).stream().mapToDouble(quantile).boxed().toList();
  }

  private List<Delays> rounds(String name) {
    return Objects.requireNonNull(given.get(name), name);
  }
}
