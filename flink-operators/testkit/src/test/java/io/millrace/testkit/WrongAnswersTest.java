package io.millrace.testkit;

import io.millrace.schemas.TokenClassificationStreamResult;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Modules whose answers break the law are caught with the smallest case that shows it. */
class WrongAnswersTest {

  @Test
  void aModuleWhoseSpansDependOnTheCutting() {
    DigitRuns.assertThatFailureOf(new DigitRuns() {
          @Override
          int stable(String text) {
            return text.endsWith("\uD83D") ? text.length() - 1 : text.length();
          }
        })
        .hasMessage("""
            module 'digits' 1.0.0 does not keep the law of task 'token-classification': streaming equals unary
              wanted  {"results": [{"start": 0, "end": 2, "word": "92", "entity": "DIGITS", "entity_group": null, "score": 1.0, "token_count": null}], "warnings": null}
              got     {"results": [{"start": 0, "end": 1, "word": "9", "entity": "DIGITS", "entity_group": null, "score": 1.0, "token_count": null}, {"start": 1, "end": 2, "word": "2", "entity": "DIGITS", "entity_group": null, "score": 1.0, "token_count": null}], "warnings": null}
              where   STREAM_STREAM is native
              unary   UNARY_UNARY from STREAM_STREAM: splits the input, joins the output; buffers nothing
              text    "92"
              cutting "9", "2"
              found   by seed 42, in 18 elements
              re-run  ModuleLaws.of(runner).check(Cutting.of("9", "2"));""");
  }

  @Test
  void aModuleThatTakesBackWhatItPassed() {
    DigitRuns.assertThatFailureOf(new DigitRuns() {
          @Override
          public void end(Held state, Consumer<? super TokenClassificationStreamResult> out) {
            var frame = frame(state.start(), state.text());
            if (state.start() > 0) {
              frame.getResults().add(0, span(0, "0"));
            }
            out.accept(frame);
          }
        })
        .hasMessage("""
            module 'digits' 1.0.0 does not keep the law of task 'token-classification': what a frame has passed is final
              wanted  spans that start at 1 or later
              got     a span [0, 1) "0"
              where   UNARY_STREAM from STREAM_STREAM: splits the input; buffers nothing
              text    " "
              cutting " "
              found   by seed 42, in 1 element
              re-run  ModuleLaws.of(runner).check(Cutting.of(" "));""");
  }

  @Test
  void aModuleThatDoesNotReachTheEndOfTheText() {
    DigitRuns.assertThatFailureOf(new DigitRuns() {
          @Override
          public void end(Held state, Consumer<? super TokenClassificationStreamResult> out) {
            if (state.start() == 0) {
              super.end(state, out);
            }
          }
        })
        .hasMessage("""
            module 'digits' 1.0.0 does not keep the law of task 'token-classification': processed_index never decreases and ends at the text's length in code points
              wanted  a last frame that ends at 2
              got     a frame [0, 1)
              where   UNARY_STREAM from STREAM_STREAM: splits the input; buffers nothing
              text    ".1"
              cutting ".1"
              found   by seed 42, in 1 element
              re-run  ModuleLaws.of(runner).check(Cutting.of(".1"));""");
  }

  @Test
  void aModuleThatCountsUtf16Units() {
    DigitRuns.assertThatFailureOf(new DigitRuns() {
          @Override
          public Held next(
              Held state, String element, Consumer<? super TokenClassificationStreamResult> out) {
            out.accept(new TokenClassificationStreamResult(
                List.of(), state.start() + element.length(), state.start(), null));
            return new Held(state.start() + element.length(), "");
          }
        })
        .hasMessage("""
            module 'digits' 1.0.0 does not keep the law of task 'token-classification': processed_index never decreases and ends at the text's length in code points
              wanted  a last frame that ends at 1
              got     a frame [2, 2)
              where   UNARY_STREAM from STREAM_STREAM: splits the input; buffers nothing
              text    "😀"
              cutting "😀"
              found   by seed 42, in 1 element
              re-run  ModuleLaws.of(runner).check(Cutting.of("😀"));""");
  }

  @Test
  void aModuleThatLeavesAGapBetweenFrames() {
    DigitRuns.assertThatFailureOf(new DigitRuns() {
          @Override
          public void end(Held state, Consumer<? super TokenClassificationStreamResult> out) {
            long start = state.start() == 0 ? 0 : state.start() + 1;
            out.accept(frame(start, state.text()));
          }
        })
        .hasMessage("""
            module 'digits' 1.0.0 does not keep the law of task 'token-classification': each frame begins where the one before it ended, and its spans lie within it
              wanted  a frame that begins at 1
              got     a frame [2, 2)
              where   UNARY_STREAM from STREAM_STREAM: splits the input; buffers nothing
              text    " "
              cutting " "
              found   by seed 42, in 1 element
              re-run  ModuleLaws.of(runner).check(Cutting.of(" "));""");
  }

  @Test
  void aModuleWhoseOffsetsAreOffByOne() {
    DigitRuns.assertThatFailureOf(new DigitRuns() {
          @Override
          public void end(Held state, Consumer<? super TokenClassificationStreamResult> out) {
            var frame = frame(state.start(), state.text());
            frame.getResults().forEach(span -> span.setStart(span.getStart() + 1));
            out.accept(frame);
          }
        })
        .hasMessage("""
            module 'digits' 1.0.0 does not keep the law of task 'token-classification': a span's word is the text from its start to its end, in code points
              wanted  the word ""
              got     a span [1, 1) "1"
              where   UNARY_STREAM from STREAM_STREAM: splits the input; buffers nothing
              text    "1"
              cutting "1"
              found   by seed 42, in 1 element
              re-run  ModuleLaws.of(runner).check(Cutting.of("1"));""");
  }

  @Test
  void aModuleThatThrows() {
    DigitRuns.assertThatFailureOf(new DigitRuns() {
          @Override
          int stable(String text) {
            if (text.contains("@")) {
              throw new IllegalStateException("no @ wanted");
            }
            return super.stable(text);
          }
        })
        .hasMessage("""
            module 'digits' 1.0.0 does not keep the law of task 'token-classification': every text is answered
              wanted  an answer
              got     a thrown java.lang.IllegalStateException: no @ wanted
              where   UNARY_UNARY from STREAM_STREAM: splits the input, joins the output; buffers nothing
              text    "@"
              cutting "@"
              found   by seed 42, in 1 element
              re-run  ModuleLaws.of(runner).check(Cutting.of("@"));""")
        .cause()
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("no @ wanted");
  }
}
