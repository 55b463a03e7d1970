package io.millrace.benchmarks.run;

import io.millrace.benchmarks.table.Samples;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the rounds gave, by variant. */
public final class Results {

  private final Map<String, List<Trial>> trials;

  Results(Map<String, List<Trial>> trials) {
    this.trials = trials;
  }

  /** What a variant gave, round by round. */
  public List<Trial> of(String variant) {
    return Objects.requireNonNull(trials.get(variant), variant);
  }

  /** How many times as fast the one is as the other, round by round. */
  public Samples speedOf(String one, String other) {
    return Samples.ratios(rates(one), rates(other));
  }

  /** How many times as much a unit costs in the one as in the other, round by round. */
  public Samples costOf(String one, String other) {
    return Samples.ratios(rates(other), rates(one));
  }

  private List<Double> rates(String variant) {
    return of(variant).stream().map(trial -> trial.lap().rate()).toList();
  }

  /** The lap of the variant's round in the middle. */
  public Lap median(String variant) {
    List<Lap> laps = of(variant).stream()
        .map(Trial::lap)
        .sorted(Comparator.comparingDouble(Lap::wall))
        .toList();
    return laps.get(laps.size() / 2);
  }

  /** What a unit took in each of these variants. */
  public String words(String... variants) {
    return Stream.of(variants)
        .map(variant -> variant + " " + median(variant))
        .collect(Collectors.joining("; "));
  }
}
