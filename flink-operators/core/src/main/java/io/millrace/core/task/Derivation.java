package io.millrace.core.task;

import io.millrace.core.Parameters;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Chooses, for each flavour, the best path from what a module implements, and composes it of the four steps. */
final class Derivation<I, IE, O, OE> {

  private final Task<I, IE, O, OE> task;
  private final String moduleId;
  private final Serving<I, IE, O, OE> serving;

  Derivation(Task<I, IE, O, OE> task, String moduleId, Serving<I, IE, O, OE> serving) {
    this.task = task;
    this.moduleId = moduleId;
    this.serving = serving;
  }

  Plan plan(Flavor wanted) {
    if (!task.has(wanted)) {
      throw new UnavailableFlavorException(
          "task '" + task.name() + "' has no types for flavour " + wanted);
    }
    return paths(wanted).stream()
        .filter(path -> lack(path).isEmpty())
        .min(Plan.PREFERENCE)
        .orElseThrow(() -> new UnavailableFlavorException(unavailable(wanted)));
  }

  UnaryUnary<I, O> unaryUnary() {
    return switch (plan(Flavor.UNARY_UNARY).source()) {
      case UNARY_UNARY -> serving.nativeUnaryUnary();
      case UNARY_STREAM -> JoinOutput.toUnaryUnary(serving.nativeUnaryStream(), outputTranslator());
      case STREAM_UNARY -> SplitInput.toUnaryUnary(serving.nativeStreamUnary(), inputTranslator());
      case STREAM_STREAM ->
        SplitInput.toUnaryUnary(
            JoinOutput.toStreamUnary(serving.nativeStreamStream(), outputTranslator()),
            inputTranslator());
    };
  }

  UnaryStream<I, OE> unaryStream() {
    return switch (plan(Flavor.UNARY_STREAM).source()) {
      case UNARY_UNARY -> SplitOutput.toUnaryStream(serving.nativeUnaryUnary(), outputTranslator());
      case UNARY_STREAM -> serving.nativeUnaryStream();
      case STREAM_UNARY ->
        SplitOutput.toUnaryStream(
            SplitInput.toUnaryUnary(serving.nativeStreamUnary(), inputTranslator()),
            outputTranslator());
      case STREAM_STREAM ->
        SplitInput.toUnaryStream(serving.nativeStreamStream(), inputTranslator());
    };
  }

  StreamUnary<IE, ?, O> streamUnary() {
    return switch (plan(Flavor.STREAM_UNARY).source()) {
      case UNARY_UNARY -> JoinInput.toStreamUnary(serving.nativeUnaryUnary(), inputTranslator());
      case UNARY_STREAM ->
        JoinInput.toStreamUnary(
            JoinOutput.toUnaryUnary(serving.nativeUnaryStream(), outputTranslator()),
            inputTranslator());
      case STREAM_UNARY -> serving.nativeStreamUnary();
      case STREAM_STREAM ->
        JoinOutput.toStreamUnary(serving.nativeStreamStream(), outputTranslator());
    };
  }

  StreamStream<IE, ?, OE> streamStream() {
    return switch (plan(Flavor.STREAM_STREAM).source()) {
      case UNARY_UNARY ->
        JoinInput.toStreamStream(
            SplitOutput.toUnaryStream(serving.nativeUnaryUnary(), outputTranslator()),
            inputTranslator());
      case UNARY_STREAM -> JoinInput.toStreamStream(serving.nativeUnaryStream(), inputTranslator());
      case STREAM_UNARY ->
        SplitOutput.toStreamStream(
            serving.nativeStreamUnary(), inputTranslator(), outputTranslator());
      case STREAM_STREAM -> serving.nativeStreamStream();
    };
  }

  /** The same, pulled. */
  Stream<OE> streamStream(Stream<IE> input, Parameters parameters) {
    return plan(Flavor.STREAM_STREAM).buffersInput()
        ? JoinInput.toStream(unaryStream(), inputTranslator(), input, parameters)
        : PulledStream.of(streamStream(), input, parameters);
  }

  private InputTranslator<I, ?, IE> inputTranslator() {
    return serving.inputTranslator().orElseThrow();
  }

  private OutputTranslator<I, ?, O, OE> outputTranslator() {
    return serving.outputTranslator().orElseThrow();
  }

  private List<Plan> paths(Flavor wanted) {
    return Arrays.stream(Flavor.values())
        .filter(serving::implementsNatively)
        .map(source -> new Plan(wanted, source))
        .toList();
  }

  private Optional<String> lack(Plan path) {
    boolean noInput = path.needsInputTranslator() && serving.inputTranslator().isEmpty();
    boolean noOutput =
        path.needsOutputTranslator() && serving.outputTranslator().isEmpty();
    if (!noInput && !noOutput) {
      return Optional.empty();
    }
    String missing = noInput && noOutput
        ? "input and output translators"
        : noInput ? "input translator" : "output translator";
    return Optional.of(path.source() + " would need the " + missing);
  }

  private String unavailable(Flavor wanted) {
    String lacks = paths(wanted).stream()
        .flatMap(path -> lack(path).stream())
        .collect(Collectors.joining("; "));
    return "module '" + moduleId + "' cannot serve " + wanted + " of task '" + task.name()
        + "': deriving it from " + lacks + ", and neither the task nor the module has one";
  }
}
