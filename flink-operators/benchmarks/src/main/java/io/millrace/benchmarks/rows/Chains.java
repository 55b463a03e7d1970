package io.millrace.benchmarks.rows;

import io.millrace.benchmarks.load.LightModule;
import io.millrace.benchmarks.load.TokenLoad;
import io.millrace.benchmarks.run.Bench;
import io.millrace.benchmarks.run.JobSettings;
import io.millrace.benchmarks.run.JobSettings.Backend;
import io.millrace.benchmarks.run.Results;
import io.millrace.benchmarks.run.Stage;
import io.millrace.benchmarks.run.Variants;
import io.millrace.benchmarks.table.Line;
import io.millrace.benchmarks.table.Target;
import io.millrace.core.Message;
import io.millrace.core.task.ModuleChain;
import io.millrace.core.task.ModuleRunner;
import io.millrace.flink.TaskStreams;
import io.millrace.tasks.StandardTasks;
import java.util.List;

/** Row 5: three modules one behind the other, as one operator and as three, beside one module. */
final class Chains implements Row {

  private static final String FUSED = "three, fused";
  private static final String SEPARATE = "three operators";
  private static final String ONE = "one module";
  private static final double TARGET = 0.6;

  @Override
  public int number() {
    return 5;
  }

  @Override
  public List<Line> measure(Bench bench) throws Exception {
    JobSettings settings = JobSettings.on(Backend.HEAP, bench.effort());
    TokenLoad load = TokenLoad.USUAL;
    Results results = new Variants()
        .and(FUSED, () -> Streams.run(bench, settings, load, FUSED, fused()))
        .and(SEPARATE, () -> Streams.run(bench, settings, load, SEPARATE, separate()))
        .and(ONE, () -> Streams.run(bench, settings, load, ONE, Streams.operator()))
        .measure(bench.effort());
    return List.of(
        line(results, "5a", FUSED, Target.atLeast(TARGET)),
        line(results, "5b", SEPARATE, Target.REPORTED));
  }

  private static Line line(Results results, String row, String variant, Target target) {
    return new Line(
        row,
        "chain of modules: " + variant + ", one shuffle, tokens/s",
        ONE,
        results.speedOf(variant, ONE),
        target,
        "a token: " + results.words(variant, ONE));
  }

  static Stage<Message<String>, Message<String>> fused() {
    return load -> TaskStreams.of(load).streamStream("three", Chains::three).output();
  }

  static Stage<Message<String>, Message<String>> separate() {
    return load -> TaskStreams.of(load)
        .streamStream("first", LightModule::runner)
        .then()
        .streamStream("second", LightModule::runner)
        .then()
        .streamStream("third", LightModule::runner)
        .output();
  }

  private static ModuleRunner<String, String, String, String> three() {
    return StandardTasks.TEXT_MASKING.runner(ModuleChain.of("first", LightModule.runner())
        .then("second", piece -> piece, LightModule.runner())
        .then("third", piece -> piece, LightModule.runner())
        .module("three", "1.0.0", StandardTasks.TEXT_MASKING));
  }
}
