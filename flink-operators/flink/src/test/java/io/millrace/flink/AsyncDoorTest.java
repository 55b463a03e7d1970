package io.millrace.flink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.core.Message;
import io.millrace.core.task.Task;
import io.millrace.core.task.TaskModule;
import io.millrace.core.task.UnavailableFlavorException;
import io.millrace.flink.types.MessageTypes;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Test;

/** What the asynchronous operators look like in a job, and what is refused while it is built. */
class AsyncDoorTest {

  @Test
  void anOperatorIsKeyedAndHasItsNameAsUid() {
    StreamExecutionEnvironment environment = Doors.environment();
    TaskStream<String> result = TaskStreams.of(Doors.texts(environment))
        .async(AsyncLimits.DEFAULT)
        .unaryStream("generate", Echo::runner)
        .then()
        .async(AsyncLimits.DEFAULT)
        .unaryUnary("rate", Echo::runner)
        .then()
        .async(AsyncLimits.DEFAULT)
        .unaryUnary("sort", Echo::runner, BatchLimits.DEFAULT)
        .then()
        .streamUnary("assemble", Echo::runner)
        .setParallelism(3)
        .setMaxParallelism(24);
    JobGraphs graph = JobGraphs.of(environment, result);
    assertThat(graph.operators())
        .containsExactly(
            "assemble = assemble", "generate = generate", "rate = rate", "sort = sort");
    assertThat(graph.edges())
        .containsExactly(
            "generate FORWARD rate",
            "rate FORWARD sort",
            "sort FORWARD assemble",
            "texts HASH generate");
    assertThat(graph.parallelism("generate")).isEqualTo("3 of 24");
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
    assertThatThrownBy(() -> Doors.open().async(AsyncLimits.DEFAULT).unaryStream("closed", runner))
        .isInstanceOf(UnavailableFlavorException.class)
        .hasMessage("task 'closed' has no types for flavour UNARY_STREAM");
  }

  @Test
  void aStreamOfOtherMessagesIsRefused() {
    DataStream<Message<Long>> numbers =
        Doors.environment().fromData(MessageTypes.of(Long.class), Message.unary("r", 1L));
    @SuppressWarnings("unchecked")
    DataStream<Message<String>> taken = (DataStream<Message<String>>) (DataStream<?>) numbers;
    AsyncTaskStreams<String> door = TaskStreams.of(taken).async(AsyncLimits.DEFAULT);
    assertThatThrownBy(() -> door.unaryUnary("echo", Echo::runner))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("operator 'echo' takes messages of java.lang.String but the stream's are of"
            + " java.lang.Long");
  }

  @Test
  void aNameThatIsNoNameIsRefused() {
    assertThatThrownBy(
            () -> Doors.open().async(AsyncLimits.DEFAULT).unaryUnary("my op", Echo::runner))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("an operator's name must match [A-Za-z][A-Za-z0-9_-]* but was \"my op\"");
  }

  @Test
  void noControlStreamEntersAnOperatorThatIsAsynchronous() {
    DataStream<ModuleControl> controls =
        Doors.environment().fromData(ModuleControl.module("generate", "2.0.0"));
    AsyncTaskStreams<String> door = Doors.open().withControl(controls).async(AsyncLimits.DEFAULT);
    assertThatThrownBy(() -> door.unaryStream("generate", Echo::runner))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("no control stream can enter operator 'generate': one that is asynchronous has"
            + " the one module it was made with");
  }
}
