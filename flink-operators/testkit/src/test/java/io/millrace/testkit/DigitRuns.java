package io.millrace.testkit;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.core.Parameters;
import io.millrace.core.task.StateType;
import io.millrace.core.task.StreamStream;
import io.millrace.core.task.TaskModule;
import io.millrace.schemas.TokenClassificationResult;
import io.millrace.schemas.TokenClassificationStreamResult;
import io.millrace.tasks.StandardTasks;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.assertj.core.api.AbstractThrowableAssert;

/** A detector that keeps the law: labels runs of digits, and holds a run back until it is over. */
class DigitRuns implements StreamStream<String, DigitRuns.Held, TokenClassificationStreamResult> {

  /** Where the text held back begins, in code points, and that text. */
  record Held(long start, String text) {}

  static TaskModule module(StreamStream<String, ?, TokenClassificationStreamResult> detector) {
    return TaskModule.named("digits", "1.0.0")
        .serves(
            StandardTasks.TOKEN_CLASSIFICATION,
            as -> as.streamStream(detector).reads(StandardTasks.THRESHOLD))
        .build();
  }

  static AbstractThrowableAssert<?, ?> assertThatFailureOf(
      StreamStream<String, ?, TokenClassificationStreamResult> detector) {
    var laws = ModuleLaws.of(StandardTasks.TOKEN_CLASSIFICATION.runner(module(detector)))
        .seed(42)
        .cuttings(20_000);
    return assertThatThrownBy(laws::check).isInstanceOf(AssertionError.class);
  }

  @Override
  public StateType<Held> stateType() {
    return StateType.of(Held.class);
  }

  @Override
  public Held open(Parameters parameters) {
    return new Held(0, "");
  }

  @Override
  public Held next(
      Held state, String element, Consumer<? super TokenClassificationStreamResult> out) {
    String text = state.text() + element;
    int stable = stable(text);
    if (stable == 0) {
      return new Held(state.start(), text);
    }
    TokenClassificationStreamResult frame = frame(state.start(), text.substring(0, stable));
    out.accept(frame);
    return new Held(frame.getProcessedIndex(), text.substring(stable));
  }

  @Override
  public void end(Held state, Consumer<? super TokenClassificationStreamResult> out) {
    out.accept(frame(state.start(), state.text()));
  }

  /** How much of the text no further text can change: not a run of digits at its end, nor half a pair. */
  int stable(String text) {
    int stable = text.length();
    if (stable > 0 && Character.isHighSurrogate(text.charAt(stable - 1))) {
      return stable - 1;
    }
    while (stable > 0 && isDigit(text.charAt(stable - 1))) {
      stable--;
    }
    return stable;
  }

  static TokenClassificationStreamResult frame(long start, String text) {
    List<TokenClassificationResult> spans = new ArrayList<>();
    int[] codePoints = text.codePoints().toArray();
    int from = 0;
    for (int at = 0; at <= codePoints.length; at++) {
      if (at < codePoints.length && isDigit(codePoints[at])) {
        continue;
      }
      if (from < at) {
        spans.add(span(start + from, new String(codePoints, from, at - from)));
      }
      from = at + 1;
    }
    return new TokenClassificationStreamResult(spans, start + codePoints.length, start, null);
  }

  static TokenClassificationResult span(long start, String word) {
    return new TokenClassificationResult(
        start, start + word.length(), word, "DIGITS", null, 1.0, null);
  }

  private static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }
}
