package io.millrace.flink;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.Message;
import io.millrace.core.Parameters;
import io.millrace.core.Status;
import io.millrace.core.task.Flavor;
import io.millrace.flink.types.MessageTypes;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.flink.api.common.RuntimeExecutionMode;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.windowing.assigners.GlobalWindows;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Operators behind one shuffle, with the parallelism that Flink chooses: the adaptive scheduler does in BATCH. */
class ChainITCase {

  @RegisterExtension
  static final MiniClusterExtension CLUSTER =
      new MiniClusterExtension(new MiniClusterResourceConfiguration.Builder()
          .setNumberTaskManagers(1)
          .setNumberSlotsPerTaskManager(4)
          .build());

  private static final int REQUESTS = 200;

  @ParameterizedTest
  @EnumSource(
      value = RuntimeExecutionMode.class,
      names = {"STREAMING", "BATCH"})
  void requestsStayTogetherBehindOneShuffle(RuntimeExecutionMode mode) throws Exception {
    Configuration configuration = new Configuration();
    configuration.set(PipelineOptions.GENERIC_TYPES, false);
    configuration.set(ExecutionOptions.RUNTIME_MODE, mode);
    StreamExecutionEnvironment environment =
        StreamExecutionEnvironment.getExecutionEnvironment(configuration);
    TaskStream<String> result = TaskStreams.of(
            environment.fromData(input(), MessageTypes.of(String.class)))
        .withUnclaimedParameters(UnclaimedParameters.HAND_ON)
        .streamStream("streams", Echo::runner)
        .then()
        .withUnclaimedParameters(UnclaimedParameters.HAND_ON)
        .streamUnary("window", Echo::runner, GlobalWindows.create())
        .then()
        .withUnclaimedParameters(UnclaimedParameters.HAND_ON)
        .unaryUnary("whole", () -> Echo.runner(Set.of(Flavor.UNARY_UNARY)))
        .then()
        .streamUnary("last", Echo::runner);
    Iterator<Message<String>> output = result.output().collectAsync();
    Iterator<DeadLetter> letters = result.deadLetters().collectAsync();
    environment.execute();
    List<Message<String>> messages = new ArrayList<>();
    output.forEachRemaining(messages::add);
    Answers<String> answers = Answers.of(messages);
    answers.assertWellFormed();
    assertThat(answers.byRequest()).hasSize(REQUESTS);
    assertThat(letters).isExhausted();
    for (int i = 0; i < REQUESTS; i++) {
      assertThat(answers.status("r" + i)).isEqualTo(Status.OK);
      // The first operator doubles each element, and the last doubles the whole again.
      String doubled = ("a" + i).repeat(2) + ("b" + i).repeat(2);
      assertThat(answers.elements("r" + i)).containsExactly(doubled.repeat(2));
    }
  }

  private static List<Message<String>> input() {
    Map<String, Object> parameters = Map.of("streams.times", 2, "last.times", 2);
    List<Message<String>> input = new ArrayList<>();
    for (int i = 0; i < REQUESTS; i++) {
      input.add(Message.of("r" + i, 0, "a" + i).withParameters(Parameters.of(parameters)));
    }
    for (int i = 0; i < REQUESTS; i++) {
      input.add(Message.of("r" + i, 1, "b" + i).asLast());
    }
    return input;
  }
}
