package io.millrace.benchmarks.rows;

import io.millrace.benchmarks.hand.AsMessages;
import io.millrace.benchmarks.hand.AtTheLast;
import io.millrace.benchmarks.hand.HandWrittenAggregate;
import io.millrace.benchmarks.load.LetterCount;
import io.millrace.benchmarks.load.TokenLoad;
import io.millrace.benchmarks.run.Bench;
import io.millrace.benchmarks.run.JobSettings;
import io.millrace.benchmarks.run.JobSettings.Backend;
import io.millrace.benchmarks.run.Results;
import io.millrace.benchmarks.run.Setup;
import io.millrace.benchmarks.run.Stage;
import io.millrace.benchmarks.run.Trial;
import io.millrace.benchmarks.run.Variants;
import io.millrace.benchmarks.table.Line;
import io.millrace.benchmarks.table.Target;
import io.millrace.core.Message;
import io.millrace.flink.TaskStreams;
import io.millrace.flink.types.MessageTypes;
import io.millrace.flink.types.StateTypes;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.windowing.assigners.GlobalWindows;

/** Row 4: a stream in and one answer out, by the request window and by Flink's own window operator. */
final class Windows implements Row {

  private static final String REQUEST = "request window";
  private static final String ASSIGNER = "with a WindowAssigner";
  private static final String BY_HAND = "by hand";
  private static final double REQUEST_TARGET = 0.9;
  private static final double ASSIGNER_TARGET = 0.6;

  @Override
  public int number() {
    return 4;
  }

  @Override
  public List<Line> measure(Bench bench) throws Exception {
    Results results = new Variants()
        .and(REQUEST, () -> run(bench, REQUEST, request()))
        .and(ASSIGNER, () -> run(bench, ASSIGNER, assigner()))
        .and(BY_HAND, () -> run(bench, BY_HAND, byHand()))
        .measure(bench.effort());
    return List.of(
        line(results, "4a", REQUEST, REQUEST_TARGET),
        line(results, "4b", ASSIGNER, ASSIGNER_TARGET));
  }

  private static Line line(Results results, String row, String variant, double target) {
    return new Line(
        row,
        "stream → unary, " + variant + ", heap, tokens/s",
        "window aggregate by hand",
        results.speedOf(variant, BY_HAND),
        Target.atLeast(target),
        "a token: " + results.words(variant, BY_HAND));
  }

  private static Trial run(Bench bench, String name, Stage<Message<String>, Message<Long>> stage)
      throws Exception {
    return bench.run(
        name,
        new Setup<>(
            JobSettings.on(Backend.HEAP, bench.effort()),
            TokenLoad.USUAL,
            MessageTypes.of(String.class)),
        stage,
        Windows::weight);
  }

  /** The letters that were counted, and one for an end: what the load is worth. */
  private static long weight(Message<Long> message) {
    Long letters = message.payload();
    return (letters == null ? 0 : letters) + (message.last() ? 1 : 0);
  }

  private static Stage<Message<String>, Message<Long>> request() {
    return load ->
        TaskStreams.of(load).streamUnary("letters", LetterCount::runner).output();
  }

  private static Stage<Message<String>, Message<Long>> assigner() {
    return load -> TaskStreams.of(load)
        .streamUnary("letters", LetterCount::runner, GlobalWindows.create())
        .output();
  }

  @SuppressWarnings("unchecked") // only the module knows what its state is made of
  private static Stage<Message<String>, Message<Long>> byHand() {
    TypeInformation<Object> state = (TypeInformation<Object>)
        StateTypes.of(LetterCount.runner().streamUnary().stateType());
    return load -> load.keyBy(Message::requestId, Types.STRING)
        .window(GlobalWindows.create())
        .trigger(new AtTheLast<>())
        .aggregate(
            new HandWrittenAggregate<>(LetterCount::runner),
            new AsMessages<>(),
            state,
            MessageTypes.of(Long.class));
  }
}
