package io.millrace.testkit.flink;

import io.millrace.core.task.Flavor;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/** A flavour and the ordeal it is run in. */
record PlannedRun(Flavor flavor, Ordeal ordeal) {

  private static final Ordeal NONE = Ordeal.of(1);
  private static final Ordeal RESTORED = Ordeal.of(1, Hardship.RESTORES_EVERYWHERE);
  private static final Ordeal KEPT_AND_RESTORED =
      Ordeal.of(1, Hardship.ROCKSDB, Hardship.OBJECT_REUSE, Hardship.RESTORES_EVERYWHERE);
  private static final Ordeal FAILED =
      Ordeal.of(1, Hardship.ROCKSDB, Hardship.FAILURES, Hardship.RESCALING);
  private static final Ordeal DISORDERED =
      Ordeal.of(1, Hardship.DISORDER, Hardship.DUPLICATES, Hardship.OBJECT_REUSE);

  /** All four flavours, then each ordeal that finds most for one that keeps state, then for the other. */
  static final List<PlannedRun> FIRST = List.of(
      new PlannedRun(Flavor.STREAM_STREAM, NONE),
      new PlannedRun(Flavor.STREAM_UNARY, NONE),
      new PlannedRun(Flavor.UNARY_UNARY, KEPT_AND_RESTORED),
      new PlannedRun(Flavor.UNARY_STREAM, KEPT_AND_RESTORED),
      new PlannedRun(Flavor.STREAM_STREAM, RESTORED),
      new PlannedRun(Flavor.STREAM_STREAM, KEPT_AND_RESTORED),
      new PlannedRun(Flavor.STREAM_STREAM, FAILED),
      new PlannedRun(Flavor.STREAM_STREAM, DISORDERED),
      new PlannedRun(Flavor.STREAM_UNARY, RESTORED),
      new PlannedRun(Flavor.STREAM_UNARY, KEPT_AND_RESTORED),
      new PlannedRun(Flavor.STREAM_UNARY, FAILED),
      new PlannedRun(Flavor.STREAM_UNARY, DISORDERED));

  private static final List<Flavor> STATEFUL = List.of(Flavor.STREAM_STREAM, Flavor.STREAM_UNARY);
  private static final List<Flavor> STATELESS = List.of(Flavor.UNARY_UNARY, Flavor.UNARY_STREAM);

  /** Operators without state have little to lose: they get one run of so many. */
  private static final int ONE_IN_STATELESS = 8;

  /** The first ones, then others at random without end. */
  static Stream<PlannedRun> all(RandomGenerator random) {
    return Stream.concat(FIRST.stream(), Stream.generate(() -> random(random)));
  }

  private static PlannedRun random(RandomGenerator random) {
    List<Flavor> some = random.nextInt(ONE_IN_STATELESS) == 0 ? STATELESS : STATEFUL;
    return new PlannedRun(some.get(random.nextInt(some.size())), Ordeal.random(random));
  }
}
