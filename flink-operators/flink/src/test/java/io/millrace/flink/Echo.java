package io.millrace.flink;

import io.millrace.core.Message;
import io.millrace.core.Parameter;
import io.millrace.core.Parameters;
import io.millrace.core.Status;
import io.millrace.core.task.Flavor;
import io.millrace.core.task.InputTranslator;
import io.millrace.core.task.ModuleRunner;
import io.millrace.core.task.OutputTranslator;
import io.millrace.core.task.Serving;
import io.millrace.core.task.StateType;
import io.millrace.core.task.StreamStream;
import io.millrace.core.task.StreamUnary;
import io.millrace.core.task.Task;
import io.millrace.core.task.TaskModule;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BinaryOperator;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * A toy task of texts in and texts out. Its stream module says each element when the next one comes, and the last at the
 * end; elements that begin with '!' make it go wrong.
 */
final class Echo implements StreamStream<String, Echo.Held, String> {

  static final Parameter<Long> TIMES = Parameter.ofLong("times", 1, 1, 3);

  static final Task<String, String, String, String> TASK = Task.named("echoing")
      .input(String.class, String.class)
      .output(String.class, String.class)
      .inputTranslator(new Letters())
      .outputTranslator(new Letters())
      .parameters(TIMES)
      .build();

  /** The header by which an operator says what ran in it. */
  static final Map<String, String> HEADERS = Map.of("module.echo", "echo:1.0.0");

  /** What waits to be said, and how many times each element is. */
  public record Held(String text, long times) {}

  static ModuleRunner<String, String, String, String> runner() {
    return runner(Set.of(Flavor.STREAM_STREAM));
  }

  /** A module that implements these flavours itself. */
  static ModuleRunner<String, String, String, String> runner(Set<Flavor> natives) {
    return TASK.runner(TaskModule.named("echo", "1.0.0")
        .serves(TASK, as -> {
          natives.forEach(flavor -> implement(flavor, as));
          as.reads(TIMES);
        })
        .build());
  }

  private static void implement(Flavor flavor, Serving<String, String, String, String> as) {
    switch (flavor) {
      case UNARY_UNARY -> as.unaryUnary((text, parameters) -> said(text, parameters.get(TIMES)));
      case UNARY_STREAM ->
        as.unaryStream((text, parameters) -> {
          checked(text);
          long times = parameters.get(TIMES);
          return new Letters().split(text).map(letter -> said(letter, times));
        });
      case STREAM_UNARY -> as.streamUnary(new Collected());
      case STREAM_STREAM -> as.streamStream(new Echo());
    }
  }

  /** The first message the module says in a request. */
  static Message<String> first(String request, String text) {
    return Message.of(request, 0, text).withHeaders(HEADERS);
  }

  private static String said(String text, long times) {
    return checked(text).repeat((int) times);
  }

  private static String checked(String text) {
    switch (text) {
      case "!next" -> throw new IllegalStateException("cannot echo");
      case "!status" -> throw Status.Code.OUT_OF_RANGE.because("too loud").asException();
      case "!error" -> throw new LinkageError("no such method");
      case "!interrupt" ->
        throw new IllegalStateException(new InterruptedException("the task is cancelled"));
      default -> {}
    }
    return text;
  }

  @Override
  public StateType<Held> stateType() {
    return StateType.of(Held.class);
  }

  @Override
  public Held open(Parameters parameters) {
    long times = parameters.get(TIMES);
    if (times == 3) {
      throw new IllegalStateException("cannot open");
    }
    return new Held("", times);
  }

  @Override
  @SuppressWarnings("NullAway") // shows what becomes of a module that breaks its contract
  public Held next(Held state, String element, Consumer<? super String> out) {
    if (!state.text().isEmpty()) {
      out.accept(state.text().repeat((int) state.times()));
    }
    if (element.equals("!null")) {
      return null;
    }
    return new Held(checked(element), state.times());
  }

  @Override
  public void end(Held state, Consumer<? super String> out) {
    if (state.text().equals("!end")) {
      throw new IllegalStateException("cannot end");
    }
    if (!state.text().isEmpty()) {
      out.accept(state.text().repeat((int) state.times()));
    }
  }

  /** The whole said at the end; pieces merge. */
  private static final class Collected implements StreamUnary<String, Held, String> {
    @Override
    public StateType<Held> stateType() {
      return StateType.of(Held.class);
    }

    @Override
    public Held open(Parameters parameters) {
      return new Echo().open(parameters);
    }

    @Override
    public Held next(Held state, String element) {
      return new Held(state.text() + said(element, state.times()), state.times());
    }

    @Override
    public String end(Held state) {
      if (state.text().endsWith("!end")) {
        throw new IllegalStateException("cannot end");
      }
      return state.text();
    }

    @Override
    public Optional<BinaryOperator<Held>> merger() {
      return Optional.of(
          (earlier, later) -> new Held(earlier.text() + later.text(), earlier.times()));
    }
  }

  /** Texts in letters. */
  private static final class Letters
      implements InputTranslator<String, String, String>,
          OutputTranslator<String, String, String, String> {
    @Override
    public StateType<String> accumulatorType() {
      return StateType.of(String.class);
    }

    @Override
    public String create() {
      return "";
    }

    @Override
    public String add(String accumulator, String element) {
      return accumulator + element;
    }

    @Override
    public String finish(String accumulator) {
      return accumulator;
    }

    @Override
    public Stream<String> split(String input) {
      return input.codePoints().mapToObj(Character::toString);
    }

    @Override
    public Stream<String> split(String input, String output) {
      return split(output);
    }
  }
}
