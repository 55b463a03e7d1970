package io.millrace.flink;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.Message;
import io.millrace.core.task.Flavor;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.windowing.assigners.GlobalWindows;
import org.apache.flink.streaming.api.windowing.assigners.TumblingEventTimeWindows;
import org.junit.jupiter.api.Test;

class ChainTest {

  private final StreamExecutionEnvironment environment = Doors.environment();
  private final DataStream<Message<String>> texts = Doors.texts(environment);

  private static TaskStream<String> streaming(TaskStreams<String> door, String name) {
    return door.streamStream(name, Echo::runner);
  }

  private static TaskStream<String> answering(TaskStreams<String> door, String name) {
    return door.unaryUnary(name, () -> Echo.runner(Set.of(Flavor.UNARY_UNARY)));
  }

  private static TaskStream<String> windowed(TaskStreams<String> door, String name) {
    return door.streamUnary(name, Echo::runner, GlobalWindows.create());
  }

  @Test
  void operatorsBehindEachOtherShuffleOnce() {
    TaskStream<String> first = streaming(TaskStreams.of(texts), "first");
    TaskStream<String> second = first.then().streamUnary("second", Echo::runner);
    TaskStream<String> third = answering(second.then(), "third");
    JobGraphs job = JobGraphs.of(environment, streaming(third.then(), "fourth"));
    assertThat(job.edges())
        .containsExactly(
            "first FORWARD second",
            "second FORWARD third",
            "texts HASH first",
            "third FORWARD fourth");
    assertThat(job.operators())
        .containsExactly("first = first", "fourth = fourth", "second = second", "third = third");
  }

  @Test
  void whatTakesEachMessageOnceSharesTheShuffleOfTheTaskBehindIt() {
    TaskStream<String> once = TaskStreams.of(texts).deduplicate("once").setParallelism(3);
    JobGraphs job = JobGraphs.of(environment, streaming(once.then(), "task"));
    assertThat(job.edges()).containsExactly("once FORWARD task", "texts HASH once");
    assertThat(job.operators()).containsExactly("once = once", "task = task");
    assertThat(job.parallelism("task")).isEqualTo("3 of -1");
  }

  @Test
  void wholeInputsAreNotShuffledAndSoWhatFollowsIs() {
    TaskStream<String> first = answering(TaskStreams.of(texts), "first");
    JobGraphs job = JobGraphs.of(environment, streaming(first.then(), "second"));
    assertThat(job.edges()).containsExactly("first HASH second", "texts REBALANCE first");
  }

  @Test
  void everyBranchOfAStreamHasItsOwnShuffle() {
    TaskStreams<String> door = TaskStreams.of(texts);
    JobGraphs job = JobGraphs.of(environment, streaming(door, "one"), streaming(door, "other"));
    assertThat(job.edges()).containsExactly("texts HASH one", "texts HASH other");
  }

  @Test
  void aWindowIsBehindTheOperatorThatOrdersWithoutAnotherShuffle() {
    JobGraphs job = JobGraphs.of(environment, windowed(TaskStreams.of(texts), "echo"));
    assertThat(job.edges())
        .containsExactly(
            "echo FORWARD echo-entry",
            "echo-entry FORWARD echo-window",
            "echo-time HASH echo",
            "echo-window FORWARD echo-late",
            "texts FORWARD echo-time");
    assertThat(job.operators())
        .containsExactly(
            "echo = echo",
            "echo-entry = echo-entry",
            "echo-late = echo-late",
            "echo-time = echo-time",
            "echo-window = echo-window");
  }

  @Test
  void aWindowBehindAnOperatorSharesItsShuffle() {
    TaskStream<String> first = streaming(TaskStreams.of(texts), "first");
    TaskStream<String> window = windowed(first.then(), "second");
    window.setParallelism(3);
    JobGraphs job = JobGraphs.of(environment, streaming(window.then(), "third"));
    assertThat(job.edges())
        .containsExactly(
            "first FORWARD second-time",
            "second FORWARD second-entry",
            "second-entry FORWARD second-window",
            "second-time FORWARD second",
            "second-window FORWARD third",
            "second-window REBALANCE second-late",
            "texts HASH first");
  }

  @Test
  void aChainHasOneParallelismWhicheverHandleIsTurnedAndWhenever() {
    TaskStream<String> first = streaming(TaskStreams.of(texts), "first");
    TaskStream<String> second = streaming(first.then(), "second").setParallelism(2);
    TaskStream<String> third = streaming(second.then(), "third");
    first.setParallelism(3).setMaxParallelism(12);
    JobGraphs job = JobGraphs.of(environment, third);
    assertThat(job.parallelism("first")).isEqualTo("3 of 12");
    assertThat(job.parallelism("second")).isEqualTo("3 of 12");
    assertThat(job.parallelism("third")).isEqualTo("3 of 12");
  }

  @Test
  void theParallelismOfTheEnvironmentIsThatOfAChainToo() {
    TaskStream<String> first = streaming(TaskStreams.of(texts), "first");
    JobGraphs job = JobGraphs.of(environment, streaming(first.then(), "second"));
    assertThat(job.parallelism("first")).isEqualTo("4 of -1");
    assertThat(job.parallelism("second")).isEqualTo("4 of -1");
  }

  @Test
  void anOperatorOfWholeInputsIsAsParallelAsItIsTold() {
    TaskStream<String> first = answering(TaskStreams.of(texts), "first").setParallelism(2);
    JobGraphs job = JobGraphs.of(environment, streaming(first.then(), "second"));
    assertThat(job.parallelism("first")).isEqualTo("2 of -1");
    assertThat(job.parallelism("second")).isEqualTo("4 of -1");
  }

  @Test
  void nameAndUidCanBeSet() {
    TaskStream<String> task = streaming(TaskStreams.of(texts), "echo");
    JobGraphs job = JobGraphs.of(environment, task.name("Entities").uid("entities-2"));
    assertThat(job.operators()).containsExactly("Entities = entities-2");
  }

  @Test
  void windowsOfTimeHaveUidsToo() {
    TaskStream<String> task = TaskStreams.of(texts)
        .streamUnary("echo", Echo::runner, TumblingEventTimeWindows.of(Duration.ofSeconds(1)));
    assertThat(JobGraphs.of(environment, task).operators())
        .allMatch(operator -> operator.matches("(echo[a-z-]*) = \\1"))
        .hasSize(5);
  }

  @Test
  void whatChecksParametersKeepsMessagesInTheirOrder() {
    TaskStream<String> check = TaskStreams.of(texts).checkParameters("known", Map.of());
    JobGraphs job = JobGraphs.of(environment, streaming(check.then(), "first"));
    assertThat(job.edges()).containsExactly("known HASH first", "texts FORWARD known");
  }
}
