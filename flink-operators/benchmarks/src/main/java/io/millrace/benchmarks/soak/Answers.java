package io.millrace.benchmarks.soak;

import io.millrace.core.Message;
import io.millrace.core.Parameters;
import io.millrace.core.Status;
import io.millrace.core.task.ModuleRunner;
import io.millrace.core.task.OutputTranslator;
import io.millrace.core.task.StreamStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a module answers, by plain Java, as the bytes that must be on its topic. The unary call on the whole text is the
 * answer; the streaming one says how it is cut into messages, and must join to the same.
 *
 * @param <O> the unary output
 * @param <OE> an element of the streaming output
 */
final class Answers<O, OE> {

  private final ModuleRunner<String, String, O, OE> runner;
  private final OutputTranslator<String, ?, O, OE> translator;
  private final Contents<OE> contents;

  /** The operator says on a request's first message which module it runs. */
  private final Map<String, String> firstHeaders;

  /**
   * The answers of an operator.
   *
   * @param operator its name
   * @param runner what it runs
   * @param payload the class of its output's elements
   */
  Answers(String operator, ModuleRunner<String, String, O, OE> runner, Class<OE> payload) {
    this.runner = runner;
    this.firstHeaders = Map.of("module." + operator, runner.module().toString());
    this.translator = runner.outputTranslator().orElseThrow();
    this.contents = new Contents<>(payload);
  }

  /** What must come out for a request. */
  Expectation of(Script script) {
    return new Expectation(
        script.id(),
        script.trouble(),
        script.attempts().stream().map(attempt -> answer(script.id(), attempt)).toList());
  }

  private Expectation.Answer answer(String id, Attempt attempt) {
    boolean whole = attempt.end() == Status.Code.OK;
    List<OE> elements = stream(runner.streamStream(), attempt.elements(), whole);
    if (whole) {
      requireUnary(attempt.text(), elements);
    }
    List<byte[]> messages = new ArrayList<>();
    for (OE element : elements) {
      messages.add(bytes(Message.of(id, messages.size(), element), attempt));
    }
    Status end = Contents.ending(attempt.end());
    messages.add(bytes(Message.end(id, messages.size(), end), attempt));
    return new Expectation.Answer(attempt.number(), messages);
  }

  private byte[] bytes(Message<OE> message, Attempt attempt) {
    Map<String, String> headers = new HashMap<>(Scripts.trace(message.requestId()));
    if (message.sequence() == 0) {
      headers.putAll(firstHeaders);
    }
    return contents.of(message.withAttempt(attempt.number()).withHeaders(headers));
  }

  private static <S, OE> List<OE> stream(
      StreamStream<String, S, OE> flavor, List<String> elements, boolean whole) {
    List<OE> out = new ArrayList<>();
    S state = flavor.open(Parameters.NONE);
    for (String element : elements) {
      state = flavor.next(state, element, out::add);
    }
    if (whole) {
      flavor.end(state, out::add);
    }
    return out;
  }

  private void requireUnary(String text, List<OE> elements) {
    O unary = runner.unaryUnary(text);
    O joined = join(translator, elements);
    if (!joined.equals(unary)) {
      throw new IllegalStateException(
          "in plain Java, " + runner + " must stream what it answers to '" + text + "' at once, "
              + unary + ", but streams " + joined);
    }
  }

  private static <A, O, OE> O join(OutputTranslator<?, A, O, OE> translator, List<OE> elements) {
    A joined = translator.create();
    for (OE element : elements) {
      joined = translator.add(joined, element);
    }
    return translator.finish(joined);
  }
}
