package io.millrace.testkit.flink;

import io.millrace.core.Parameters;
import io.millrace.core.task.Flavor;
import io.millrace.testkit.ModuleLaws;
import io.millrace.testkit.Proof;
import io.millrace.testkit.Scenario;
import io.millrace.testkit.Texts;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/** Makes runs until there are enough: first in the ordeals that find most, then at random. */
final class OperatorSearch {

  private static final int MOST_REQUESTS = 4;

  private final ModuleLaws<?, ?> laws;
  private final Map<Flavor, Blueprint> blueprints;
  private final Parameters parameters;
  private final Iterator<String> texts;
  private final RandomGenerator random;
  private final boolean splitsPairs;
  private long requests;
  private long excused;

  OperatorSearch(
      ModuleLaws<?, ?> laws,
      Map<Flavor, Blueprint> blueprints,
      Parameters parameters,
      Texts texts,
      long seed,
      boolean splitsPairs) {
    this.laws = laws;
    this.blueprints = blueprints;
    this.parameters = parameters;
    this.texts = texts.stream(new SplittableRandom(seed)).iterator();
    this.random = new SplittableRandom(seed);
    this.splitsPairs = splitsPairs;
  }

  Proof run(int runs) {
    Iterator<PlannedRun> planned = PlannedRun.all(random).iterator();
    for (int run = 0; run < runs; run++) {
      PlannedRun next = planned.next();
      check(next.flavor(), next.ordeal());
    }
    return new Proof(requests, requests, excused);
  }

  private void check(Flavor flavor, Ordeal ordeal) {
    List<String> some =
        Stream.generate(texts::next).limit(1 + random.nextInt(MOST_REQUESTS)).toList();
    Blueprint blueprint = Objects.requireNonNull(blueprints.get(flavor));
    Scenario scenario = splitsPairs
        ? Scenario.random(some, random)
        : Scenario.randomBetweenCodePoints(some, random);
    Proof proof = laws.check(scenario, new OperatorRun(flavor, blueprint, parameters, ordeal));
    requests += proof.texts();
    excused += proof.excused();
  }
}
