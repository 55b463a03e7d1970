package io.millrace.flink;

import io.millrace.core.Message;
import io.millrace.core.Parameter;
import io.millrace.core.task.ModuleRunner;
import io.millrace.core.task.Task;
import io.millrace.flink.types.MessageTypes;
import io.millrace.flink.types.StateTypes;
import io.millrace.flink.types.ValueTypeInfo;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.windowing.assigners.WindowAssigner;
import org.apache.flink.streaming.api.windowing.windows.Window;

/**
 * The door: runs a task module over a stream of messages, in any of the four flavours, native or derived.
 *
 * <p>While the job is built, each method makes the runner once, and refuses what could not run: a flavour that is not to be
 * had ({@link io.millrace.core.task.UnavailableFlavorException}), a class that needs Kryo, a stream of other messages than
 * the task takes.
 *
 * @param <E> the payload of the messages
 */
public final class TaskStreams<E> {

  private static final String NO_MODULE = "it runs no module";

  private final DataStream<Message<E>> messages;

  private final Shuffle shuffle;

  private final RequestLimits limits;
  private final UnclaimedParameters unclaimed;
  private final Control control;

  private TaskStreams(
      DataStream<Message<E>> messages,
      Shuffle shuffle,
      RequestLimits limits,
      UnclaimedParameters unclaimed,
      Control control) {
    this.control = control;
    this.messages = messages;
    this.shuffle = shuffle;
    this.limits = limits;
    this.unclaimed = unclaimed;
  }

  /**
   * Begins with a stream of messages.
   *
   * @throws IllegalArgumentException if its type is not known: give it with {@code .returns(MessageTypes.of(…))}
   */
  public static <E> TaskStreams<E> of(DataStream<Message<E>> messages) {
    return behind(messages, new Shuffle(), Control.NONE);
  }

  /** Begins behind an operator that leaves its output keyed by request. */
  static <E> TaskStreams<E> behind(
      DataStream<Message<E>> messages, Shuffle shuffle, Control control) {
    if (!messages.getType().getTypeClass().equals(Message.class)
        || !(messages.getType() instanceof ValueTypeInfo<?>)) {
      throw new IllegalArgumentException("the stream of messages has the type " + messages.getType()
          + ", which Flink had to guess: give it with .returns(MessageTypes.of(…))");
    }
    return new TaskStreams<>(
        messages, shuffle, RequestLimits.DEFAULT, UnclaimedParameters.REFUSE, control);
  }

  /** The same with other limits. */
  public TaskStreams<E> withLimits(RequestLimits newLimits) {
    return new TaskStreams<>(messages, shuffle, newLimits, unclaimed, control);
  }

  /** The same with another rule for parameters that the module does not read. */
  public TaskStreams<E> withUnclaimedParameters(UnclaimedParameters rule) {
    return new TaskStreams<>(messages, shuffle, limits, rule, control);
  }

  /**
   * The same, and the next operator is told by a control stream which version of its module to take, or which defaults,
   * while the job runs. Requests under way finish with what they began with; header {@code module.NAME} of each request's
   * first output says what that was.
   *
   * <p>All tasks of the operator get each control message, in one order, and keep the last in their state: a restored job
   * goes on with it, and with the versions that its requests under way began with. A message that is not for this operator
   * travels with the requests that begin here to the operators behind it, so that all change between the same two requests.
   *
   * <p>A module that cannot be loaded, that keeps another type of state than the job was built to store, or that does not
   * take the defaults, is refused: the operator goes on as before, and each task says so with a dead letter without a
   * request. A task loads a module between two messages, and takes none before it is done.
   *
   * @throws IllegalArgumentException if the stream's type is not {@link ModuleControl#TYPE}, or a control stream entered
   *     this chain before
   */
  public TaskStreams<E> withControl(DataStream<ModuleControl> stream) {
    return new TaskStreams<>(messages, shuffle, limits, unclaimed, control.entering(stream));
  }

  /**
   * The messages as they are, but a request with a parameter that none of these operators reads ends with {@code
   * INVALID_ARGUMENT}. For operators side by side, of which no one is the last: they come behind it, and hand on what they do
   * not read.
   *
   * @param name the name and uid of the operator that checks
   * @param readers by the name of each operator what its module reads ({@link ModuleRunner#parameters})
   */
  public TaskStream<E> checkParameters(String name, Map<String, List<Parameter<?>>> readers) {
    control.requireNone(name, NO_MODULE);
    SingleOutputStreamOperator<Message<E>> operator = messages
        .process(new ParameterCheck<E>(settings(name).name(), readers), messages.getType())
        .name(name)
        .uid(name);
    return new TaskStream<>(shuffle.inOrder(messages, operator), shuffle.next(), control);
  }

  /**
   * Each message once, in the order of its sequence and as it is: what a reader of a topic puts before its own work if the
   * topic is written at least once, and so holds some messages twice after a failure. A higher attempt takes the place of a
   * lower one, whose messages are dropped from then on.
   *
   * <p>A request is remembered for the limits' {@code tombstone} after its end, or where none came, after its last message;
   * what is written again later than that is handed on again. A message that comes before an earlier one waits for it, as
   * long as the limits say; what then has not come is left out, and the messages behind it are handed on. One without a
   * sequence cannot be told from its duplicate, and ends its request with {@code FAILED_PRECONDITION}.
   *
   * @param name the operator's name and uid
   */
  @SuppressWarnings("unchecked") // messages are of E, and so is their type's one part
  public TaskStream<E> deduplicate(String name) {
    control.requireNone(name, NO_MODULE);
    TypeInformation<E> element = (TypeInformation<E>) payloadType();
    RequestFunction<E, Void, E> function =
        new RequestFunction<>(Deduplication.recipe(name, limits), element, Types.VOID);
    Shuffle joining = shuffle.next();
    SingleOutputStreamOperator<Message<E>> operator = RequestOperator.over(
            joining.byRequest(messages), function, limits, messages.getType())
        .name(name)
        .uid(name);
    return new TaskStream<>(joining.joinedBy(operator), joining, control);
  }

  /** One output for each whole input. The name is also the uid, and qualifies parameters. */
  public <IE, O, OE> TaskStream<O> unaryUnary(String name, RunnerSupplier<E, IE, O, OE> runner) {
    return building(runner, built -> {
      built.unaryUnary();
      return whole(
          name,
          steered(name, runner, loading -> Answering.once(loading.from(runner))),
          built.task().inputType(),
          built.task().outputType());
    });
  }

  /** A stream of output elements for each whole input. The name is also the uid, and qualifies parameters. */
  public <IE, O, OE> TaskStream<OE> unaryStream(String name, RunnerSupplier<E, IE, O, OE> runner) {
    return building(runner, built -> {
      built.unaryStream();
      Task<E, IE, O, OE> task = built.task();
      return whole(
          name,
          steered(name, runner, loading -> Answering.streaming(loading.from(runner))),
          task.inputType(),
          task.outputElementType());
    });
  }

  /**
   * The flavours that take a whole input, for modules that are slow to answer: many requests are answered at a time,
   * without the task's thread waiting for any.
   */
  public AsyncTaskStreams<E> async(AsyncLimits limitsAtOnce) {
    return new AsyncTaskStreams<>(this, limitsAtOnce);
  }

  /**
   * One output for each stream: a window aggregation over the request, closed by its last message. The name is also the
   * uid, and qualifies parameters.
   */
  public <I, O, OE> TaskStream<O> streamUnary(String name, RunnerSupplier<I, E, O, OE> runner) {
    return building(
        runner,
        built -> keyed(
            name,
            steered(
                name,
                runner,
                loading -> Work.aggregating(new TaskAggregate<>(() -> loading.from(runner)))),
            built.task().inputElementType(),
            new AccumulatedTypeInfo<>(Work.stateType(built.streamUnary())),
            built.task().outputType()));
  }

  /**
   * One output for each window of a stream, by Flink's own window operator behind the one that puts the messages in order.
   * {@code GlobalWindows} make the request the window, and close it by its last message: the answer is that of the other
   * form. Any other window is a unit of its own: its output is that of a request {@code ID@START} (of windows that are not of time, {@code ID@MAX_TIMESTAMP}), and which elements are
   * in it depends on time, not on the text. The request's headers go with its first window, and its trace with
   * each.
   *
   * @throws IllegalArgumentException if the windows merge and the module's accumulator does not, or parameters are to be
   *     handed on by windows of time, where only the first could
   */
  public <I, O, OE, W extends Window> TaskStream<O> streamUnary(
      String name, RunnerSupplier<I, E, O, OE> runner, WindowAssigner<Object, W> assigner) {
    return building(
        runner,
        built -> windowed(name, runner, built, Work.stateType(built.streamUnary()), assigner));
  }

  /** A stream of output elements for each stream. The name is also the uid, and qualifies parameters. */
  public <I, O, OE> TaskStream<OE> streamStream(String name, RunnerSupplier<I, E, O, OE> runner) {
    return building(
        runner,
        built -> keyed(
            name,
            steered(name, runner, loading -> Work.streaming(loading.from(runner))),
            built.task().inputElementType(),
            Work.stateType(built.streamStream()),
            built.task().outputElementType()));
  }

  <OE> TaskStream<OE> wholeByRequest(
      String name,
      Class<E> input,
      Class<OE> output,
      AsyncLimits atOnce,
      Asking.Recipe<E, OE> recipe) {
    requirePayload(name, input);
    control.requireNone(name, "one that is asynchronous has the one module it was made with");
    Shuffle joining = shuffle.next();
    SingleOutputStreamOperator<Message<OE>> operator = joining
        .byRequest(messages)
        .transform(
            name,
            MessageTypes.of(output),
            new AsyncOperatorFactory<>(settings(name), atOnce, recipe, StateTypes.of(input)))
        .uid(name);
    return new TaskStream<>(joining.joinedBy(operator), joining, control);
  }

  private <OE> TaskStream<OE> whole(
      String name, Steered<Answering<E, OE>> steered, Class<E> input, Class<OE> output) {
    requirePayload(name, input);
    Control here = control.at(name);
    SingleOutputStreamOperator<Message<OE>> operator =
        here.whole(messages, steered, MessageTypes.of(output)).name(name).uid(name);
    return new TaskStream<>(
        shuffle.isDone() ? shuffle.joinedBy(operator) : operator, shuffle.next(), here.behind());
  }

  private <S, OE> TaskStream<OE> keyed(
      String name,
      Steered<Work<E, S, OE>> steered,
      Class<E> input,
      TypeInformation<S> state,
      Class<OE> output) {
    requirePayload(name, input);
    Shuffle joining = shuffle.next();
    Control here = control.at(name);
    SingleOutputStreamOperator<Message<OE>> operator = here.keyed(
        joining.byRequest(messages), steered, StateTypes.of(input), state, MessageTypes.of(output));
    return new TaskStream<>(
        joining.joinedBy(operator.name(name).uid(name)), joining, here.behind());
  }

  private <W extends Loaded> Steered<W> steered(
      String name, RunnerSupplier<?, ?, ?, ?> runner, Loaded.Recipe<W> recipe) {
    return new Steered<>(settings(name), runner.reference(), recipe);
  }

  private <I, S, O, OE, W extends Window> TaskStream<O> windowed(
      String name,
      RunnerSupplier<I, E, O, OE> runner,
      ModuleRunner<I, E, O, OE> built,
      TypeInformation<S> state,
      WindowAssigner<Object, W> assigner) {
    requirePayload(name, built.task().inputElementType());
    control.requireNone(name, "a window of Flink's keeps what it accumulates without the version");
    TypeInformation<E> element = StateTypes.of(built.task().inputElementType());
    return new WindowedTask<>(settings(name), new TaskAggregate<E, S, O>(runner), element, state)
        .over(messages, shuffle.next(), assigner, built, control);
  }

  <I, IE, O, OE, T> TaskStream<T> building(
      RunnerSupplier<I, IE, O, OE> recipe,
      Function<ModuleRunner<I, IE, O, OE>, TaskStream<T>> building) {
    try (ModuleRunner<I, IE, O, OE> runner = recipe.get()) {
      return building.apply(runner);
    } catch (IOException e) {
      throw new UncheckedIOException("the module did not close while the job was built", e);
    }
  }

  private OperatorSettings settings(String name) {
    return new OperatorSettings(name, limits, unclaimed);
  }

  private void requirePayload(String name, Class<E> wanted) {
    TypeInformation<?> payload = payloadType();
    if (!payload.getTypeClass().equals(wanted)) {
      throw new IllegalArgumentException(
          "operator '" + name + "' takes messages of " + wanted.getName()
              + " but the stream's are of " + payload.getTypeClass().getName());
    }
  }

  private TypeInformation<?> payloadType() {
    return ((ValueTypeInfo<?>) messages.getType()).parts().get(0);
  }
}
