package io.millrace.benchmarks.rows;

import io.millrace.benchmarks.micro.EntitySearch;
import io.millrace.benchmarks.micro.Jmh;
import io.millrace.benchmarks.run.Bench;
import io.millrace.benchmarks.run.Results;
import io.millrace.benchmarks.run.Trial;
import io.millrace.benchmarks.run.Variants;
import io.millrace.benchmarks.table.Line;
import io.millrace.benchmarks.table.Target;
import java.util.List;

/** Row 1: the entities module alone, in plain Java. */
final class Search implements Row {

  private static final String MODULE = "module";
  private static final String FIND = "find";
  private static final double TARGET = 0.8;

  @Override
  public int number() {
    return 1;
  }

  @Override
  public List<Line> measure(Bench bench) throws Exception {
    Results results = new Variants()
        .and(MODULE, () -> run(bench, MODULE))
        .and(FIND, () -> run(bench, FIND))
        .measureWarm(bench.effort());
    return List.of(new Line(
        "1",
        "pattern entities alone, chars/s",
        "Matcher.find over the whole text with the same patterns",
        results.speedOf(MODULE, FIND),
        Target.atLeast(TARGET),
        "a character: " + results.words(MODULE, FIND)));
  }

  private static Trial run(Bench bench, String method) throws Exception {
    return bench.note(
        method, Jmh.measure(bench.effort(), EntitySearch.class, method, EntitySearch.CHARACTERS));
  }
}
