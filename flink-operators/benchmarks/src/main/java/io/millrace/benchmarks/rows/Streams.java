package io.millrace.benchmarks.rows;

import io.millrace.benchmarks.hand.HandWrittenStream;
import io.millrace.benchmarks.load.LightModule;
import io.millrace.benchmarks.load.TokenLoad;
import io.millrace.benchmarks.run.Bench;
import io.millrace.benchmarks.run.JobSettings;
import io.millrace.benchmarks.run.Setup;
import io.millrace.benchmarks.run.Stage;
import io.millrace.benchmarks.run.Trial;
import io.millrace.benchmarks.run.Variants;
import io.millrace.core.Message;
import io.millrace.flink.TaskStreams;
import io.millrace.flink.types.MessageTypes;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;

/** The light module over streams of tokens, in the ways that several rows compare. */
final class Streams {

  static final String OURS = "operator";
  static final String BY_HAND = "by hand";
  static final String FLOOR = "keyBy alone";

  private static final TypeInformation<Message<String>> TYPE = MessageTypes.of(String.class);

  private Streams() {}

  /** Millrace's operator, and a job by hand. */
  static Variants compared(Bench bench, JobSettings settings, TokenLoad load) {
    return new Variants()
        .and(OURS, () -> run(bench, settings, load, OURS, operator()))
        .and(BY_HAND, () -> run(bench, settings, load, BY_HAND, byHand()));
  }

  static Trial run(
      Bench bench,
      JobSettings settings,
      TokenLoad load,
      String name,
      Stage<Message<String>, Message<String>> stage)
      throws Exception {
    return bench.run(name, new Setup<>(settings, load, TYPE), stage, TokenLoad::weight);
  }

  static Stage<Message<String>, Message<String>> operator() {
    return load ->
        TaskStreams.of(load).streamStream("light", LightModule::runner).output();
  }

  static Stage<Message<String>, Message<String>> byHand() {
    return load -> load.keyBy(Message::requestId, Types.STRING)
        .process(new HandWrittenStream<>(LightModule::runner), TYPE)
        .name("by hand");
  }

  /** What the load and its shuffle cost with nothing behind them. */
  static Stage<Message<String>, Message<String>> keyByAlone() {
    return load -> load.keyBy(Message::requestId, Types.STRING);
  }
}
