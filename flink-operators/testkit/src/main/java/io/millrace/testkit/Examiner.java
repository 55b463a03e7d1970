package io.millrace.testkit;

import io.millrace.core.Parameters;
import io.millrace.core.task.Flavor;
import io.millrace.core.task.InputTranslator;
import io.millrace.core.task.Join;
import io.millrace.core.task.ModuleRunner;
import io.millrace.core.task.OutputTranslator;
import io.millrace.core.task.StreamStream;
import io.millrace.schemas.TokenClassificationResults;
import io.millrace.schemas.TokenizationResults;
import io.millrace.tasks.StandardTasks;
import java.util.Iterator;
import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Checks one module on one thing at a time: a text, a cutting, a scenario. The first law that does not hold is thrown. */
final class Examiner<O, OE> {

  private final ModuleRunner<String, String, O, OE> runner;
  private final Parameters parameters;
  private final InputTranslator<String, ?, String> input;
  private final OutputTranslator<String, ?, O, OE> output;
  private final StreamStream<String, ?, OE> streaming;
  private final StreamStream<String, ?, O> assembling;
  private final long mostHeld;
  private long excused;

  Examiner(ModuleRunner<String, String, O, OE> runner, Parameters parameters, long mostHeld) {
    this.mostHeld = mostHeld;
    this.runner = runner;
    this.parameters = parameters;
    this.input = runner.inputTranslator().orElseThrow();
    this.output = runner.outputTranslator().orElseThrow();
    this.streaming = runner.streamStream();
    this.assembling = EndOnly.of(runner.streamUnary());
  }

  /** How many streams differed from their unary answer with a warning to say so. */
  long excused() {
    return excused;
  }

  /** The unary answer; what it, the translators and the stream of the whole text must keep. */
  O examine(String text) {
    O answer = within(Flavor.UNARY_UNARY, () -> repeated(text));
    within(Flavor.UNARY_STREAM, () -> judged(text, answer, elements(text)));
    Breach.unlessEqual(
        Law.ROUND_TRIP,
        JavaSource.literal(text),
        JavaSource.literal(join(input, input.split(text))));
    Breach.unlessEqual(Law.ROUND_TRIP, answer, join(output, output.split(text, answer)));
    return answer;
  }

  private O repeated(String text) {
    O answer = runner.unaryUnary(text, parameters);
    Breach.unlessEqual(Law.REPEATABLE, answer, runner.unaryUnary(text, parameters));
    return answer;
  }

  /** Checks a cutting of a text whose unary answer is this, and replays it from the steps that are chosen. */
  void examine(Cutting cutting, O answer, Replays replays) {
    within(Flavor.STREAM_STREAM, () -> {
      PushedStream<?, OE> streamed = PushedStream.of(streaming, parameters, cutting);
      judge(cutting.text(), answer, streamed.all());
      if (mostHeld < Long.MAX_VALUE) {
        streamed.checkHeld(mostHeld);
      }
      replays.of(streamed);
      return answer;
    });
    within(Flavor.STREAM_UNARY, () -> {
      replays.of(assembled(answer, cutting));
      return answer;
    });
  }

  /** Checks that each request of the scenario gives what it gives alone. */
  void examine(Scenario scenario) {
    within(Flavor.STREAM_STREAM, () -> {
      var together = scenario.push(streaming, parameters);
      together.forEach((request, elements) -> {
        List<OE> alone =
            PushedStream.of(streaming, parameters, scenario.cutting(request)).all();
        Breach.unlessEqual(
            Law.NO_HIDDEN_STATE,
            "request '" + request + "' to give " + alone,
            "request '" + request + "' to give " + elements);
      });
      return together;
    });
  }

  /** What plain Java gives in a flavour, which keeps the law: what every other way of running the module must come to. */
  List<?> plainly(Flavor flavor, Cutting cutting) {
    String text = cutting.text();
    O answer = within(Flavor.UNARY_UNARY, () -> runner.unaryUnary(text, parameters));
    return within(flavor, () -> switch (flavor) {
      case UNARY_UNARY -> List.of(answer);
      case UNARY_STREAM -> judged(text, answer, elements(text));
      case STREAM_STREAM ->
        judged(text, answer, PushedStream.of(streaming, parameters, cutting).all());
      case STREAM_UNARY -> assembled(answer, cutting).all();
    });
  }

  private List<OE> elements(String text) {
    try (Stream<OE> elements = runner.unaryStream(text, parameters)) {
      return elements.toList();
    }
  }

  private List<OE> judged(String text, O answer, List<OE> streamed) {
    judge(text, answer, streamed);
    return streamed;
  }

  private PushedStream<?, O> assembled(O answer, Cutting cutting) {
    PushedStream<?, O> assembled = PushedStream.of(assembling, parameters, cutting);
    if (runner.exact()) {
      unlessEqual(answer, assembled.all().get(0));
    }
    return assembled;
  }

  /** Checks what a stream, wherever it was run, says of a text. */
  void judge(String text, O answer, List<OE> streamed) {
    if (FrameLaws.applyTo(runner.task().outputElementType())) {
      FrameLaws.check(text, streamed);
    }
    if (!runner.exact()) {
      return;
    }
    if (runner.task().equals(StandardTasks.TEXT_MASKING)) {
      String concatenated =
          String.join("", streamed.stream().map(Object::toString).toList());
      Breach.unlessEqual(
          Law.MASK, JavaSource.literal(answer.toString()), JavaSource.literal(concatenated));
    }
    unlessEqual(answer, join(output, streamed.stream()));
  }

  private void unlessEqual(O answer, O streamed) {
    if (answer.equals(streamed)) {
      return;
    }
    if (!warns(answer) && !warns(streamed)) {
      throw Breach.of(Law.STREAMING_EQUALS_UNARY, answer, streamed);
    }
    excused++;
  }

  private static boolean warns(Object whole) {
    if (whole instanceof TokenClassificationResults results) {
      return results.getWarnings() != null && !results.getWarnings().isEmpty();
    }
    return whole instanceof TokenizationResults results
        && results.getWarnings() != null
        && !results.getWarnings().isEmpty();
  }

  private static <E, A, W> W join(Join<E, A, W> join, Stream<E> source) {
    try (source) {
      A whole = join.create();
      for (Iterator<E> elements = source.iterator(); elements.hasNext(); ) {
        whole = join.add(whole, elements.next());
      }
      return join.finish(whole);
    }
  }

  /** A module that throws has not answered. An endless recursion is one that a text can bring about. */
  private static <T> T within(Flavor flavor, Supplier<T> check) {
    try {
      return check.get();
    } catch (Breach breach) {
      throw breach.in(flavor);
    } catch (RuntimeException | StackOverflowError thrown) {
      throw Breach.thrown(thrown).in(flavor);
    }
  }

  /** From which steps of a stream it is pushed again. */
  interface Replays {
    Replays NONE = pushed -> {};

    Replays ALL = pushed -> {
      for (int step = 0; step < pushed.steps(); step++) {
        pushed.replayFrom(step);
      }
    };

    static Replays one(IntUnaryOperator choice) {
      return pushed -> pushed.replayFrom(choice.applyAsInt(pushed.steps()));
    }

    void of(PushedStream<?, ?> pushed);
  }
}
