package io.millrace.flink;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.Message;
import io.millrace.core.Status;
import io.millrace.core.task.Flavor;
import io.millrace.flink.types.MessageTypes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.flink.api.common.RuntimeExecutionMode;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Nothing outlives the input: all are answered, and none is lost, in both modes and in each form. */
@Timeout(300)
class AsyncBoundedITCase {

  @RegisterExtension
  static final MiniClusterExtension CLUSTER =
      new MiniClusterExtension(new MiniClusterResourceConfiguration.Builder()
          .setNumberTaskManagers(1)
          .setNumberSlotsPerTaskManager(4)
          .build());

  private static final int REQUESTS = 400;
  private static final AsyncLimits LIMITS = AsyncLimits.DEFAULT.withRequests(50, 60);

  private static List<Message<String>> run(
      RuntimeExecutionMode mode, int parallelism, boolean objectReuse, Pipeline pipeline)
      throws Exception {
    Configuration configuration = new Configuration();
    configuration.set(PipelineOptions.GENERIC_TYPES, false);
    configuration.set(PipelineOptions.OBJECT_REUSE, objectReuse);
    configuration.set(ExecutionOptions.RUNTIME_MODE, mode);
    StreamExecutionEnvironment environment =
        StreamExecutionEnvironment.getExecutionEnvironment(configuration);
    environment.setParallelism(parallelism);
    List<Message<String>> prompts = IntStream.range(0, REQUESTS)
        .mapToObj(i -> Message.unary("r" + i, "prompt " + i))
        .toList();
    TaskStream<String> result =
        pipeline.of(TaskStreams.of(environment.fromData(prompts, MessageTypes.of(String.class))));
    Iterator<Message<String>> output = result.output().collectAsync();
    Iterator<DeadLetter> letters = result.deadLetters().collectAsync();
    environment.execute();
    List<Message<String>> messages = new ArrayList<>();
    output.forEachRemaining(messages::add);
    assertThat(letters).isExhausted();
    return messages;
  }

  private interface Pipeline {
    TaskStream<String> of(TaskStreams<String> prompts);
  }

  @ParameterizedTest
  @CsvSource({"STREAMING, 1, true", "STREAMING, 3, false", "BATCH, 1, false", "BATCH, 3, true"})
  void answersThatArePublishedAreAllThere(
      RuntimeExecutionMode mode, int parallelism, boolean objectReuse) throws Exception {
    List<Message<String>> output = run(
        mode,
        parallelism,
        objectReuse,
        prompts -> prompts.async(LIMITS).unaryStream("generate", () -> Chatter.runner(true)));
    Answers<String> answers = Answers.of(output);
    answers.assertWellFormed();
    assertThat(answers.byRequest()).hasSize(REQUESTS);
    for (int i = 0; i < REQUESTS; i++) {
      String prompt = "prompt " + i;
      assertThat(answers.status("r" + i)).isEqualTo(Status.OK);
      assertThat(answers.elements("r" + i)).isEqualTo(Chatter.words(prompt, prompt));
    }
  }

  @ParameterizedTest
  @CsvSource({"STREAMING, 2, true", "BATCH, 2, false"})
  void answersOfWorkersAndOfBatchesAreAllThereAndAssembled(
      RuntimeExecutionMode mode, int parallelism, boolean objectReuse) throws Exception {
    List<Message<String>> output = run(
        mode,
        parallelism,
        objectReuse,
        prompts -> prompts
            .async(LIMITS)
            .unaryStream("spell", () -> Echo.runner(Set.of(Flavor.UNARY_STREAM)))
            .then()
            .streamUnary("assemble", () -> Echo.runner(Set.of(Flavor.STREAM_UNARY)))
            .then()
            .async(LIMITS)
            .unaryUnary(
                "batch",
                () -> Echo.runner(Set.of(Flavor.UNARY_UNARY)),
                new BatchLimits(8, Duration.ofMillis(20)))
            .then()
            .async(LIMITS)
            .unaryUnary("each", () -> Echo.runner(Set.of(Flavor.UNARY_UNARY))));
    Answers<String> answers = Answers.of(output);
    answers.assertWellFormed();
    assertThat(answers.byRequest()).hasSize(REQUESTS);
    for (int i = 0; i < REQUESTS; i++) {
      assertThat(answers.status("r" + i)).isEqualTo(Status.OK);
      assertThat(answers.elements("r" + i)).containsExactly("prompt " + i);
    }
  }
}
