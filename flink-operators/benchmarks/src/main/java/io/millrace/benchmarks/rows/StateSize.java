package io.millrace.benchmarks.rows;

import io.millrace.benchmarks.load.Entities;
import io.millrace.benchmarks.load.TokenLoad;
import io.millrace.benchmarks.run.Bench;
import io.millrace.benchmarks.run.Checkpoint;
import io.millrace.benchmarks.run.JobSettings;
import io.millrace.benchmarks.run.JobSettings.Backend;
import io.millrace.benchmarks.run.Setup;
import io.millrace.benchmarks.run.Trial;
import io.millrace.benchmarks.table.Line;
import io.millrace.benchmarks.table.Numbers;
import io.millrace.benchmarks.table.Samples;
import io.millrace.benchmarks.table.Target;
import io.millrace.core.Message;
import io.millrace.flink.TaskStreams;
import io.millrace.flink.types.MessageTypes;
import io.millrace.schemas.TokenClassificationStreamResult;
import java.util.Comparator;
import java.util.List;

/**
 * Row 10: the bytes of a request in flight, of the entities module when it holds nothing: the difference between a
 * checkpoint with some requests and one with twice as many, so that what does not grow with them is left out. Key, state
 * and timers are all in it.
 */
final class StateSize implements Row {

  private static final double TARGET = 300;
  private static final int FEW = 5_000;
  private static final int VERY_FEW = 500;

  /** So long that hardly one ends while it is measured: one leaves a tombstone, which is not what is asked for. */
  private static final int LENGTH = 500_000_000;

  @Override
  public int number() {
    return 10;
  }

  @Override
  public List<Line> measure(Bench bench) throws Exception {
    int count = bench.effort().brief() ? VERY_FEW : FEW;
    long few = bytes(bench, count);
    long many = bytes(bench, 2 * count);
    double each = (many - few) / (double) count;
    return List.of(new Line(
        "10",
        "state of a request in flight, entities module with nothing held",
        "bytes",
        Samples.of(each),
        Target.atMost(TARGET),
        "checkpoints of " + Numbers.words((double) few) + " bytes with " + Numbers.words(count)
            + " requests and " + Numbers.words((double) many) + " with twice as many"));
  }

  /** The largest checkpoint: two fall into the stretch that is measured, which begins when all requests have. */
  private static long bytes(Bench bench, int inFlight) throws Exception {
    Setup<Message<String>> setup = new Setup<>(
        JobSettings.on(Backend.HEAP, bench.effort()),
        TokenLoad.wholeWords(inFlight, LENGTH),
        MessageTypes.of(String.class));
    Trial trial = bench.run(
        "entities, " + inFlight + " requests",
        setup,
        load -> TaskStreams.of(load).streamStream("entities", Entities::runner).output(),
        StateSize::weight);
    return trial.checkpoints().stream()
        .max(Comparator.comparingLong(Checkpoint::stateBytes))
        .orElseThrow(() -> new IllegalStateException("no checkpoint was completed"))
        .stateBytes();
  }

  /** The letters that were decided, all of one code point, and one for an end. */
  private static long weight(Message<TokenClassificationStreamResult> message) {
    TokenClassificationStreamResult frame = message.payload();
    long letters = frame == null ? 0 : frame.getProcessedIndex() - frame.getStartIndex();
    return letters + (message.last() ? 1 : 0);
  }
}
