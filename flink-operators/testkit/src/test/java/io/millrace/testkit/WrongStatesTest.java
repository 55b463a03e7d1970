package io.millrace.testkit;

import io.millrace.core.Parameters;
import io.millrace.core.task.StateType;
import io.millrace.core.task.StreamStream;
import io.millrace.schemas.TokenClassificationStreamResult;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Modules whose state is not a value are caught with the smallest case that shows it. */
class WrongStatesTest {

  @Test
  void aModuleThatChangesTheStateItWasGiven() {
    DigitRuns.assertThatFailureOf(new Growing()).hasMessage("""
            module 'digits' 1.0.0 does not keep the law of task 'token-classification': pushing from an earlier state again gives the same
              wanted  the end to emit [{"results": [], "processed_index": 1, "start_index": 0, "warnings": null}], as it did at first
              got     [{"results": [], "processed_index": 2, "start_index": 0, "warnings": null}], after the whole text was pushed from the state before element 0
              where   STREAM_STREAM is native
              text    " "
              cutting " "
              found   by seed 42, in 1 element
              re-run  ModuleLaws.of(runner).check(Cutting.of(" "));""");
  }

  @Test
  void aModuleThatHidesItsStateInAField() {
    DigitRuns.assertThatFailureOf(new DigitRuns() {
          private String hidden = "";

          @Override
          public Held open(Parameters parameters) {
            hidden = "";
            return super.open(parameters);
          }

          @Override
          public Held next(
              Held state, String element, Consumer<? super TokenClassificationStreamResult> out) {
            Held next = super.next(new Held(state.start(), hidden), element, out);
            hidden = next.text();
            return new Held(next.start(), "");
          }

          @Override
          public void end(Held state, Consumer<? super TokenClassificationStreamResult> out) {
            super.end(new Held(state.start(), hidden), out);
          }
        })
        .hasMessage("""
            module 'digits' 1.0.0 does not keep the law of task 'token-classification': pushing from an earlier state again gives the same
              wanted  the end to emit [{"results": [{"start": 0, "end": 1, "word": "1", "entity": "DIGITS", "entity_group": null, "score": 1.0, "token_count": null}], "processed_index": 1, "start_index": 0, "warnings": null}], as it did at first
              got     [{"results": [{"start": 0, "end": 2, "word": "11", "entity": "DIGITS", "entity_group": null, "score": 1.0, "token_count": null}], "processed_index": 2, "start_index": 0, "warnings": null}], after the whole text was pushed from the state before element 0
              where   STREAM_STREAM is native
              text    "1"
              cutting "1"
              found   by seed 42, in 18 elements
              re-run  ModuleLaws.of(runner).check(Cutting.of("1"));""");
  }

  @Test
  void aModuleThatWorksDifferentlyWhileAnotherRequestIsOpen() {
    DigitRuns.assertThatFailureOf(new DigitRuns() {
          private final List<Held> open = new ArrayList<>();

          @Override
          public Held open(Parameters parameters) {
            open.add(super.open(parameters));
            return super.open(parameters);
          }

          @Override
          public void end(Held state, Consumer<? super TokenClassificationStreamResult> out) {
            var frame = frame(state.start(), state.text());
            if (open.size() > 1) {
              frame.setResults(List.of());
            }
            open.clear();
            out.accept(frame);
          }
        })
        .hasMessage("""
            module 'digits' 1.0.0 does not keep the law of task 'token-classification': a request among others gives what it gives alone
              wanted  request 'r0' to give [{"results": [{"start": 0, "end": 1, "word": "1", "entity": "DIGITS", "entity_group": null, "score": 1.0, "token_count": null}], "processed_index": 1, "start_index": 0, "warnings": null}]
              got     request 'r0' to give [{"results": [], "processed_index": 1, "start_index": 0, "warnings": null}]
              where   STREAM_STREAM is native
              found   by seed 42, in 26 elements
              re-run  ModuleLaws.of(runner).check(Scenario.of(Scenario.turn("r2", "1"), Scenario.turn("r0", "1"), Scenario.turn("r2", "")));""");
  }

  @Test
  void aModuleThatCountsItsRequests() {
    DigitRuns.assertThatFailureOf(new DigitRuns() {
          private int requests;

          @Override
          public Held open(Parameters parameters) {
            requests++;
            return super.open(parameters);
          }

          @Override
          public void end(Held state, Consumer<? super TokenClassificationStreamResult> out) {
            if (requests == 50) {
              throw new IllegalStateException("the fiftieth request");
            }
            super.end(state, out);
          }
        })
        .hasMessage("""
            module 'digits' 1.0.0 does not keep the law of task 'token-classification': every text is answered
              wanted  an answer
              got     a thrown java.lang.IllegalStateException: the fiftieth request
              where   STREAM_STREAM is native
              text    ""
              cutting into nothing
              found   by seed 42, in 0 elements; it did not fail again, so the module keeps something between requests
              re-run  ModuleLaws.of(runner).check(Cutting.of());""");
  }

  @Test
  void aModuleThatChangesWhatItEmitted() {
    DigitRuns.assertThatFailureOf(new DigitRuns() {
          private TokenClassificationStreamResult last = frame(0, "");

          @Override
          public void end(Held state, Consumer<? super TokenClassificationStreamResult> out) {
            super.end(state, out);
            if (last.getProcessedIndex() == state.start()) {
              last.setWarnings(List.of("changed"));
            }
          }

          @Override
          public Held next(
              Held state, String element, Consumer<? super TokenClassificationStreamResult> out) {
            return super.next(state, element, frame -> {
              last = frame;
              out.accept(frame);
            });
          }
        })
        .hasMessage("""
            module 'digits' 1.0.0 does not keep the law of task 'token-classification': what was emitted is not changed afterwards
              wanted  what element 0 emitted to stay as it was
              got     it changed into [{"results": [], "processed_index": 1, "start_index": 0, "warnings": ["changed"]}]
              where   STREAM_STREAM is native
              text    " "
              cutting " "
              found   by seed 42, in 1 element
              re-run  ModuleLaws.of(runner).check(Cutting.of(" "));""");
  }

  @Test
  void aModuleWhoseStateIsNotOfTheDeclaredType() {
    DigitRuns.assertThatFailureOf(new DigitRuns() {
          @Override
          @SuppressWarnings({"unchecked", "rawtypes"})
          public StateType<Held> stateType() {
            return StateType.of((Class) String.class);
          }
        })
        .hasMessage("""
            module 'digits' 1.0.0 does not keep the law of task 'token-classification': a state is of the type that the flavour declares
              wanted  a state of java.lang.String
              got     Held[start=0, text=] of io.millrace.testkit.DigitRuns$Held
              where   STREAM_STREAM is native
              text    ""
              cutting into nothing
              found   by seed 42, in 1 element
              re-run  ModuleLaws.of(runner).check(Cutting.of());""");
  }

  /** Appends to the state instead of making the next one. */
  private static final class Growing
      implements StreamStream<String, StringBuilder, TokenClassificationStreamResult> {
    @Override
    public StateType<StringBuilder> stateType() {
      return StateType.of(StringBuilder.class);
    }

    @Override
    public StringBuilder open(Parameters parameters) {
      return new StringBuilder();
    }

    @Override
    public StringBuilder next(
        StringBuilder state,
        String element,
        Consumer<? super TokenClassificationStreamResult> out) {
      return state.append(element);
    }

    @Override
    public void end(StringBuilder state, Consumer<? super TokenClassificationStreamResult> out) {
      out.accept(DigitRuns.frame(0, state.toString()));
    }
  }
}
