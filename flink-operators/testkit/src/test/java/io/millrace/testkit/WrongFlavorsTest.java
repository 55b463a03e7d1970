package io.millrace.testkit;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.core.Parameters;
import io.millrace.core.task.Serving;
import io.millrace.core.task.StateType;
import io.millrace.core.task.StreamUnary;
import io.millrace.core.task.TaskModule;
import io.millrace.schemas.TokenClassificationResults;
import io.millrace.schemas.TokenClassificationStreamResult;
import io.millrace.tasks.StandardTasks;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;

/** A module whose other flavours are right is caught by the one that is wrong, and the failure names it. */
class WrongFlavorsTest {

  @Test
  void aUnaryAnswerOfItsOwn() {
    assertThatFailureOf(as ->
            as.unaryUnary((text, parameters) -> new TokenClassificationResults(List.of(), null)))
        .hasMessage("""
            module 'two-minds' 2.1.0 does not keep the law of task 'token-classification': streaming equals unary
              wanted  {"results": [], "warnings": null}
              got     {"results": [{"start": 0, "end": 1, "word": "1", "entity": "DIGITS", "entity_group": null, "score": 1.0, "token_count": null}], "warnings": null}
              where   UNARY_STREAM from STREAM_STREAM: splits the input; buffers nothing
              unary   UNARY_UNARY is native
              text    "1"
              cutting "1"
              found   by seed 42, in 1 element
              re-run  ModuleLaws.of(runner).check(Cutting.of("1"));""");
  }

  @Test
  void aUnaryAnswerThatAlternates() {
    AtomicBoolean odd = new AtomicBoolean();
    assertThatFailureOf(as -> as.unaryUnary((text, parameters) -> {
          odd.set(!odd.get());
          return new TokenClassificationResults(List.of(), List.of(odd.get() ? "odd" : "even"));
        }))
        .hasMessage("""
            module 'two-minds' 2.1.0 does not keep the law of task 'token-classification': the same text has the same answer again, for nothing is kept from one request to the next
              wanted  {"results": [], "warnings": ["odd"]}
              got     {"results": [], "warnings": ["even"]}
              where   UNARY_UNARY is native
              text    ""
              cutting into nothing
              found   by seed 42, in 1 element
              re-run  ModuleLaws.of(runner).check(Cutting.of());""");
  }

  @Test
  void aUnaryStreamOfItsOwn() {
    assertThatFailureOf(as ->
            as.unaryStream((text, parameters) -> Stream.of(new TokenClassificationStreamResult(
                List.of(), (long) text.codePointCount(0, text.length()), 0L, null))))
        .hasMessage("""
            module 'two-minds' 2.1.0 does not keep the law of task 'token-classification': streaming equals unary
              wanted  {"results": [], "warnings": null}
              got     {"results": [{"start": 0, "end": 1, "word": "1", "entity": "DIGITS", "entity_group": null, "score": 1.0, "token_count": null}], "warnings": null}
              where   STREAM_STREAM is native
              unary   UNARY_UNARY from UNARY_STREAM: joins the output; buffers nothing
              text    "1"
              cutting "1"
              found   by seed 42, in 1 element
              re-run  ModuleLaws.of(runner).check(Cutting.of("1"));""");
  }

  @Test
  void aStreamUnaryOfItsOwn() {
    assertThatFailureOf(as -> as.streamUnary(new LastElement())
            .unaryUnary((text, parameters) ->
                new TokenClassificationResults(DigitRuns.frame(0, text).getResults(), null)))
        .hasMessage("""
            module 'two-minds' 2.1.0 does not keep the law of task 'token-classification': streaming equals unary
              wanted  {"results": [{"start": 0, "end": 1, "word": "2", "entity": "DIGITS", "entity_group": null, "score": 1.0, "token_count": null}], "warnings": null}
              got     {"results": [], "warnings": null}
              where   STREAM_UNARY is native
              unary   UNARY_UNARY is native
              text    "2"
              cutting "2", ""
              found   by seed 42, in 18 elements
              re-run  ModuleLaws.of(runner).check(Cutting.of("2", ""));""");
  }

  @Test
  void spansOutOfOrder() {
    assertThatFailureOf(as -> as.unaryStream((text, parameters) -> {
          var frame = DigitRuns.frame(0, text);
          return Stream.of(new TokenClassificationStreamResult(
              reversed(frame.getResults()), frame.getProcessedIndex(), 0L, null));
        }))
        .hasMessage("""
            module 'two-minds' 2.1.0 does not keep the law of task 'token-classification': spans come in the order of the text
              wanted  a span that starts at 2 or later
              got     a span [0, 1) "0"
              where   UNARY_STREAM is native
              text    "0.2"
              cutting "0.2"
              found   by seed 42, in 1 element
              re-run  ModuleLaws.of(runner).check(Cutting.of("0.2"));""");
  }

  @Test
  void aLongTextIsShrunkInReasonableTime() {
    String text = "word ".repeat(1_000) + "12";
    var laws = ModuleLaws.of(
        StandardTasks.TOKEN_CLASSIFICATION.runner(module(WrongFlavorsTest::lookAtTheLastElement)));

    assertThatThrownBy(() -> laws.check(Cutting.units(text)))
        .message()
        .endsWith("\n  text    \"1\""
            + "\n  cutting \"1\", \"\""
            + "\n  found   as given, in 5002 elements"
            + "\n  re-run  ModuleLaws.of(runner).check(Cutting.of(\"1\", \"\"));");
  }

  private static void lookAtTheLastElement(
      Serving<String, String, TokenClassificationResults, TokenClassificationStreamResult> as) {
    as.streamUnary(new LastElement())
        .unaryUnary((text, parameters) ->
            new TokenClassificationResults(DigitRuns.frame(0, text).getResults(), null));
  }

  private static <T> List<T> reversed(List<T> list) {
    return list.isEmpty()
        ? list
        : Stream.concat(reversed(list.subList(1, list.size())).stream(), Stream.of(list.get(0)))
            .toList();
  }

  private static AbstractThrowableAssert<?, ?> assertThatFailureOf(
      Consumer<Serving<String, String, TokenClassificationResults, TokenClassificationStreamResult>>
          wrong) {
    var laws = ModuleLaws.of(StandardTasks.TOKEN_CLASSIFICATION.runner(module(wrong)))
        .seed(42)
        .cuttings(20_000);
    return assertThatThrownBy(laws::check).isInstanceOf(AssertionError.class);
  }

  private static TaskModule module(
      Consumer<Serving<String, String, TokenClassificationResults, TokenClassificationStreamResult>>
          wrong) {
    return TaskModule.named("two-minds", "2.1.0")
        .serves(
            StandardTasks.TOKEN_CLASSIFICATION,
            as -> wrong.accept(as.streamStream(new DigitRuns())))
        .build();
  }

  /** Looks at the last element only. */
  private static final class LastElement
      implements StreamUnary<String, String, TokenClassificationResults> {
    @Override
    public StateType<String> stateType() {
      return StateType.of(String.class);
    }

    @Override
    public String open(Parameters parameters) {
      return "";
    }

    @Override
    public String next(String state, String element) {
      return element;
    }

    @Override
    public TokenClassificationResults end(String state) {
      return new TokenClassificationResults(DigitRuns.frame(0, state).getResults(), null);
    }
  }
}
