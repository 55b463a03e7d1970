package io.millrace.benchmarks.run;

import java.util.concurrent.Callable;

/** Rounds of trials. */
public final class Variants {

  private final Rounds<Trial> rounds = new Rounds<>();

  /** Adds one way of doing it. */
  public Variants and(String name, Callable<Trial> way) {
    rounds.and(name, way);
    return this;
  }

  /** Measures them, with a round before the first that does not count, unless it is to be brief. */
  public Results measure(Effort effort) throws Exception {
    return new Results(rounds.measure(effort));
  }

  /** Measures what warms itself up. */
  public Results measureWarm(Effort effort) throws Exception {
    return new Results(rounds.measureWarm(effort));
  }
}
