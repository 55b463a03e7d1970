package io.millrace.benchmarks.rows;

import io.millrace.benchmarks.hand.Check;
import io.millrace.benchmarks.hand.CheckedStream;
import io.millrace.benchmarks.hand.CountedStream;
import io.millrace.benchmarks.load.LightModule;
import io.millrace.benchmarks.load.TokenLoad;
import io.millrace.benchmarks.run.Bench;
import io.millrace.benchmarks.run.JobSettings;
import io.millrace.benchmarks.run.JobSettings.Backend;
import io.millrace.benchmarks.run.Results;
import io.millrace.benchmarks.run.Stage;
import io.millrace.benchmarks.run.Trial;
import io.millrace.benchmarks.run.Variants;
import io.millrace.benchmarks.table.Line;
import io.millrace.benchmarks.table.Target;
import io.millrace.core.Message;
import io.millrace.flink.types.MessageTypes;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.flink.api.common.typeinfo.Types;

/**
 * Row 13: what each of the law's checks costs alone. The operator's cannot be switched off, so each is added to the job by
 * hand, which has none, and compared with that job as it is.
 */
final class Checks implements Row {

  private static final String METRICS = "metrics";
  private static final double TARGET = 1.03;

  @Override
  public int number() {
    return 13;
  }

  @Override
  public List<Line> measure(Bench bench) throws Exception {
    Variants variants =
        new Variants().and(Streams.BY_HAND, () -> run(bench, Streams.BY_HAND, Streams.byHand()));
    List<String> names = new ArrayList<>();
    for (Check check : Check.values()) {
      String name = check.name().toLowerCase(Locale.ROOT);
      names.add(name);
      variants.and(name, () -> run(bench, name, checked(check)));
    }
    names.add(METRICS);
    variants.and(METRICS, () -> run(bench, METRICS, counted()));
    Results results = variants.measure(bench.effort());
    List<Line> lines = new ArrayList<>();
    for (String name : names) {
      String row = "13" + (char) ('a' + lines.size());
      lines.add(line(results, row, name));
    }
    return lines;
  }

  private static Line line(Results results, String row, String check) {
    return new Line(
        row,
        "a check of " + check + " written by hand, alone, cost of a token",
        "KeyedProcessFunction by hand without it",
        results.costOf(check, Streams.BY_HAND),
        Target.atMost(TARGET),
        "a token: " + results.words(check, Streams.BY_HAND));
  }

  private static Trial run(Bench bench, String name, Stage<Message<String>, Message<String>> stage)
      throws Exception {
    return Streams.run(
        bench, JobSettings.on(Backend.HEAP, bench.effort()), TokenLoad.USUAL, name, stage);
  }

  private static Stage<Message<String>, Message<String>> checked(Check check) {
    return load -> load.keyBy(Message::requestId, Types.STRING)
        .process(
            new CheckedStream<>(LightModule::runner, check, Types.STRING),
            MessageTypes.of(String.class));
  }

  private static Stage<Message<String>, Message<String>> counted() {
    return load -> load.keyBy(Message::requestId, Types.STRING)
        .process(new CountedStream<>(LightModule::runner), MessageTypes.of(String.class));
  }
}
