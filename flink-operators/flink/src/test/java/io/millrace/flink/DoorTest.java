package io.millrace.flink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.core.Message;
import io.millrace.core.Parameters;
import io.millrace.core.task.ModuleRunner;
import io.millrace.core.task.StateType;
import io.millrace.core.task.StreamStream;
import io.millrace.core.task.Task;
import io.millrace.core.task.TaskModule;
import io.millrace.core.task.UnavailableFlavorException;
import io.millrace.flink.types.MessageTypes;
import java.io.IOException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.apache.flink.api.common.typeinfo.TypeHint;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.junit.jupiter.api.Test;

/** What the door refuses while the job is built. */
class DoorTest {

  private static final AtomicInteger CLOSED = new AtomicInteger();

  @Test
  void aStreamWhoseTypeFlinkGuessedIsRefused() {
    DataStream<Message<String>> guessed =
        Doors.texts().map(message -> message).returns(new TypeHint<Message<String>>() {});
    assertThatThrownBy(() -> TaskStreams.of(guessed))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the stream of messages has the type " + guessed.getType()
            + ", which Flink had to guess: give it with .returns(MessageTypes.of(…))");
  }

  @Test
  void aStreamOfOtherMessagesIsRefused() {
    DataStream<Message<Long>> numbers =
        Doors.environment().fromData(MessageTypes.of(Long.class), Message.unary("r", 1L));
    @SuppressWarnings("unchecked")
    DataStream<Message<String>> taken = (DataStream<Message<String>>) (DataStream<?>) numbers;
    TaskStreams<String> door = TaskStreams.of(taken);
    assertThatThrownBy(() -> door.streamStream("echo", Echo::runner))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("operator 'echo' takes messages of java.lang.String but the stream's are of"
            + " java.lang.Long");
    assertThatThrownBy(() -> door.unaryUnary("echo", Echo::runner))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("operator 'echo' takes messages of java.lang.String but the stream's are of"
            + " java.lang.Long");
  }

  @Test
  void aFlavourThatIsNotToBeHadIsRefused() {
    Task<String, String, String, Void> task = Task.named("closed")
        .input(String.class, String.class)
        .output(String.class, Void.class)
        .build();
    RunnerSupplier<String, String, String, Void> runner =
        () -> task.runner(TaskModule.named("closed", "1.0.0")
            .serves(task, as -> as.unaryUnary((text, parameters) -> text))
            .build());
    TaskStreams<String> door = Doors.open();
    assertThatThrownBy(() -> door.streamUnary("closed", runner))
        .isInstanceOf(UnavailableFlavorException.class)
        .hasMessage("module 'closed' cannot serve STREAM_UNARY of task 'closed': deriving it from"
            + " UNARY_UNARY would need the input translator, and neither the task nor the module"
            + " has one");
    assertThatThrownBy(() -> door.streamStream("closed", runner))
        .isInstanceOf(UnavailableFlavorException.class)
        .hasMessage("task 'closed' has no types for flavour STREAM_STREAM");
  }

  @Test
  void aStateThatNeedsKryoIsRefused() {
    RunnerSupplier<String, String, String, String> runner =
        () -> Echo.TASK.runner(TaskModule.named("clumsy", "1.0.0")
            .serves(Echo.TASK, as -> as.streamStream(new Clumsy()))
            .build());
    TaskStreams<String> door = Doors.open();
    assertThatThrownBy(() -> door.streamStream("clumsy", runner))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("java.lang.StringBuilder, is a java.lang.StringBuilder, which Flink could"
            + " store with Kryo only. Use public records or POJOs with at least one field, Avro"
            + " records, strings, primitives, enums, Instants, lists, sets and maps of these,"
            + " but no collection right inside another");
  }

  @Test
  void aNameThatCannotQualifyParametersIsRefused() {
    TaskStreams<String> door = Doors.open();
    assertThatThrownBy(() -> door.streamStream("my.echo", Echo::runner))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("an operator's name must match [A-Za-z][A-Za-z0-9_-]* but was \"my.echo\"");
  }

  @Test
  void limitsThatCannotBeMetAreRefused() {
    assertThatThrownBy(() -> RequestLimits.DEFAULT.withIdle(Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("idle must be at least 1 ms but was PT0S");
    assertThatThrownBy(() -> RequestLimits.DEFAULT.withGap(Duration.ofNanos(1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("gap must be at least 1 ms but was PT0.000000001S");
    assertThatThrownBy(() -> RequestLimits.DEFAULT.withTombstone(Duration.ofMillis(-5)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("tombstone must be at least 1 ms but was PT-0.005S");
    assertThatThrownBy(() -> RequestLimits.DEFAULT.withEarly(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("early must be at least 1 but was 0");
    assertThatThrownBy(() -> RequestLimits.DEFAULT.withInMemory(-1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("inMemory must be at least 0 but was -1");
  }

  @Test
  void aLimitIsForEverHoweverThatIsSaid() {
    Duration forEver = ChronoUnit.FOREVER.getDuration();
    assertThat(RequestLimits.DEFAULT.withIdle(forEver).withGap(forEver).withTombstone(forEver))
        .isEqualTo(new RequestLimits(
            Duration.ofMillis(Long.MAX_VALUE),
            Duration.ofMillis(Long.MAX_VALUE),
            256,
            GapPolicy.FAIL,
            Duration.ofMillis(Long.MAX_VALUE),
            RequestLimits.DEFAULT.inMemory()));
  }

  @Test
  void theRunnerMadeToBuildTheJobIsClosed() throws IOException {
    CLOSED.set(0);
    Doors.open().streamStream("echo", DoorTest::counted);
    Doors.open().unaryUnary("echo", DoorTest::counted);
    assertThat(CLOSED).hasValue(2);
  }

  private static ModuleRunner<String, String, String, String> counted() {
    return Echo.TASK.runner(TaskModule.named("echo", "1.0.0")
        .serves(Echo.TASK, as -> as.streamStream(new Echo()))
        .holds(CLOSED::incrementAndGet)
        .build());
  }

  /** Keeps what Flink has no serializer for. */
  private static final class Clumsy implements StreamStream<String, StringBuilder, String> {
    @Override
    public StateType<StringBuilder> stateType() {
      return StateType.of(StringBuilder.class);
    }

    @Override
    public StringBuilder open(Parameters parameters) {
      return new StringBuilder();
    }

    @Override
    public StringBuilder next(StringBuilder state, String element, Consumer<? super String> out) {
      return state.append(element);
    }

    @Override
    public void end(StringBuilder state, Consumer<? super String> out) {
      out.accept(state.toString());
    }
  }
}
