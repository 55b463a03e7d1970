package io.millrace.benchmarks.rows;

import io.millrace.benchmarks.load.Entities;
import io.millrace.benchmarks.load.Prose;
import io.millrace.benchmarks.run.Bench;
import io.millrace.benchmarks.table.Line;
import io.millrace.benchmarks.table.Numbers;
import io.millrace.benchmarks.table.Samples;
import io.millrace.benchmarks.table.Target;
import io.millrace.core.Parameters;
import io.millrace.core.task.StreamStream;
import io.millrace.schemas.TokenClassificationStreamResult;
import io.millrace.text.pii.BuiltIn;
import java.util.ArrayList;
import java.util.List;

/**
 * Row 11: how many code points are held back after a token, in the mean over a text, by what is looked for. A reader who
 * holds a window of fixed length instead holds all of it, always, and misses what is longer.
 */
final class HeldText implements Row {

  private static final int WINDOW = 128;
  private static final double EMAIL_TARGET = 8;
  private static final int CHARACTERS = 200_000;
  private static final int FEW_CHARACTERS = 20_000;

  @Override
  public int number() {
    return 11;
  }

  @Override
  public List<Line> measure(Bench bench) {
    Prose prose = Prose.of(0);
    String text = prose.text(bench.effort().brief() ? FEW_CHARACTERS : CHARACTERS);
    List<String> tokens = prose.tokens(text);
    List<Line> lines = new ArrayList<>();
    for (String label : BuiltIn.LABELS) {
      String row = "11" + (char) ('a' + lines.size());
      lines.add(line(row, label, tokens));
    }
    return lines;
  }

  private static Line line(String row, String label, List<String> tokens) {
    double held = held(label, tokens);
    return new Line(
        row,
        "text held back, " + label,
        "code points; a fixed window holds " + WINDOW,
        Samples.of(held),
        label.equals(BuiltIn.EMAIL_ADDRESS) ? Target.atMost(EMAIL_TARGET) : Target.REPORTED,
        "mean over " + Numbers.words(tokens.size()) + " tokens; " + Numbers.words(held / WINDOW)
            + " of the fixed window");
  }

  private static double held(String label, List<String> tokens) {
    return mean(Entities.of(label).streamStream(), tokens);
  }

  private static <S> double mean(
      StreamStream<String, S, TokenClassificationStreamResult> module, List<String> tokens) {
    long[] processed = {0};
    long pushed = 0;
    double sum = 0;
    S state = module.open(Parameters.NONE);
    for (String token : tokens) {
      pushed += token.codePointCount(0, token.length());
      state = module.next(state, token, frame -> processed[0] = frame.getProcessedIndex());
      sum += pushed - processed[0];
    }
    return sum / tokens.size();
  }
}
