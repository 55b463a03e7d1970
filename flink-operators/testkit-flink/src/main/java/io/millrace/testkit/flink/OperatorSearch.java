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

  /** Each is for both of the flavours that keep state. */
  private static final List<Ordeal> FIRST = List.of(
      Ordeal.of(1),
      Ordeal.of(1, Hardship.RESTORES_EVERYWHERE),
      Ordeal.of(1, Hardship.ROCKSDB, Hardship.OBJECT_REUSE, Hardship.RESTORES_EVERYWHERE),
      Ordeal.of(1, Hardship.ROCKSDB, Hardship.FAILURES, Hardship.RESCALING),
      Ordeal.of(1, Hardship.DISORDER, Hardship.DUPLICATES, Hardship.OBJECT_REUSE));

  private static final List<Flavor> STATEFUL = List.of(Flavor.STREAM_STREAM, Flavor.STREAM_UNARY);
  private static final List<Flavor> STATELESS = List.of(Flavor.UNARY_UNARY, Flavor.UNARY_STREAM);

  /** Operators without state have little to lose: they get one run of so many. */
  private static final int ONE_IN_STATELESS = 8;

  private static final int MOST_REQUESTS = 4;

  private final ModuleLaws<?, ?> laws;
  private final Map<Flavor, Blueprint> blueprints;
  private final Parameters parameters;
  private final Iterator<String> texts;
  private final RandomGenerator random;
  private long requests;

  OperatorSearch(
      ModuleLaws<?, ?> laws,
      Map<Flavor, Blueprint> blueprints,
      Parameters parameters,
      Texts texts,
      long seed) {
    this.laws = laws;
    this.blueprints = blueprints;
    this.parameters = parameters;
    this.texts = texts.stream(new SplittableRandom(seed)).iterator();
    this.random = new SplittableRandom(seed);
  }

  Proof run(int runs) {
    for (int run = 0; run < runs; run++) {
      check(flavor(run), ordeal(run));
    }
    return new Proof(requests, requests, 0);
  }

  private static Flavor flavor(int run) {
    List<Flavor> flavors = run % ONE_IN_STATELESS == ONE_IN_STATELESS - 1 ? STATELESS : STATEFUL;
    int turn = flavors == STATELESS ? run / ONE_IN_STATELESS : run;
    return flavors.get(turn % flavors.size());
  }

  private Ordeal ordeal(int run) {
    int first = run / STATEFUL.size();
    return first < FIRST.size() ? FIRST.get(first) : Ordeal.random(random);
  }

  private void check(Flavor flavor, Ordeal ordeal) {
    List<String> some =
        Stream.generate(texts::next).limit(1 + random.nextInt(MOST_REQUESTS)).toList();
    requests += some.size();
    Blueprint blueprint = Objects.requireNonNull(blueprints.get(flavor));
    laws.check(
        Scenario.random(some, random), new OperatorRun(flavor, blueprint, parameters, ordeal));
  }
}
