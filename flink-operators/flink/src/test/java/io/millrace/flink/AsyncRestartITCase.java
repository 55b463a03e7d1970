package io.millrace.flink;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.Message;
import io.millrace.core.Status;
import io.millrace.core.task.Flavor;
import io.millrace.flink.types.MessageTypes;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.api.connector.source.util.ratelimit.RateLimiterStrategy;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Jobs that fail again and again, and one that is stopped and begins elsewhere. A reader that sees all that ever went out,
 * as one of a topic written at least once does, never sees two elements under one number, and has one whole answer; so has
 * the keyed operator behind, which assembles the answers.
 */
@Timeout(300)
class AsyncRestartITCase {

  @RegisterExtension
  static final MiniClusterExtension CLUSTER =
      new MiniClusterExtension(new MiniClusterResourceConfiguration.Builder()
          .setNumberTaskManagers(1)
          .setNumberSlotsPerTaskManager(4)
          .build());

  private static final int REQUESTS = 150;

  /** What went out of the generator, and of the assembly behind it, over all restarts. */
  private static final Queue<Message<String>> TOKENS = new ConcurrentLinkedQueue<>();

  private static final Queue<Message<String>> ANSWERS = new ConcurrentLinkedQueue<>();

  /** After how many tokens more it fails next. */
  private static final Queue<Integer> FAILURES = new ConcurrentLinkedQueue<>();

  private static CountDownLatch enough = new CountDownLatch(0);

  @TempDir
  private Path savepoints;

  @ParameterizedTest
  @CsvSource({"true, 1", "true, 2", "false, 3", "false, 4"})
  void whateverFailsThereIsOneWholeAnswerToEachRequest(boolean deterministic, int seed)
      throws Exception {
    begin();
    Random random = new Random(seed);
    // The first before there is any checkpoint.
    FAILURES.add(1 + random.nextInt(5));
    for (int i = 0; i < 5; i++) {
      FAILURES.add(1 + random.nextInt(400));
    }
    StreamExecutionEnvironment environment = environment(2, null);
    pipeline(environment, deterministic);
    environment.execute();
    assertThat(FAILURES).isEmpty();
    assertOneWholeAnswerEach(deterministic);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aJobStoppedWithASavepointGoesOnWithAnotherParallelism(boolean deterministic)
      throws Exception {
    begin();
    enough = new CountDownLatch(500);
    StreamExecutionEnvironment before = environment(1, null);
    pipeline(before, deterministic);
    JobClient job = before.executeAsync();
    assertThat(enough.await(120, TimeUnit.SECONDS)).isTrue();
    String savepoint = job.stopWithSavepoint(
            false, savepoints.toUri().toString(), SavepointFormatType.CANONICAL)
        .get();
    StreamExecutionEnvironment after = environment(3, savepoint);
    pipeline(after, deterministic);
    after.execute();
    assertOneWholeAnswerEach(deterministic);
  }

  private static void begin() {
    TOKENS.clear();
    ANSWERS.clear();
    FAILURES.clear();
    enough = new CountDownLatch(0);
  }

  private static StreamExecutionEnvironment environment(
      int parallelism, @Nullable String savepoint) {
    Configuration configuration = new Configuration();
    configuration.set(PipelineOptions.GENERIC_TYPES, false);
    configuration.set(PipelineOptions.MAX_PARALLELISM, 16);
    configuration.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofMillis(100));
    configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
    configuration.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, 20);
    configuration.set(
        RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, Duration.ofMillis(1));
    if (savepoint != null) {
      configuration.set(StateRecoveryOptions.SAVEPOINT_PATH, savepoint);
    }
    StreamExecutionEnvironment environment =
        StreamExecutionEnvironment.getExecutionEnvironment(configuration);
    environment.setParallelism(parallelism);
    return environment;
  }

  private static void pipeline(StreamExecutionEnvironment environment, boolean deterministic) {
    DataGeneratorSource<Message<String>> prompts = new DataGeneratorSource<>(
        i -> Message.unary("r" + i, "prompt " + i),
        REQUESTS,
        RateLimiterStrategy.perSecond(40),
        MessageTypes.of(String.class));
    TaskStream<String> tokens = TaskStreams.of(environment
            .fromSource(prompts, WatermarkStrategy.noWatermarks(), "prompts")
            .uid("prompts")
            .setParallelism(1))
        .async(AsyncLimits.DEFAULT.withRequests(20, 1_000))
        .unaryStream("generate", () -> Chatter.runner(deterministic));
    TaskStream<String> answers =
        tokens.then().streamUnary("assemble", () -> Echo.runner(Set.of(Flavor.STREAM_UNARY)));
    tokens
        .output()
        .map(new Tap())
        .returns(MessageTypes.of(String.class))
        .uid("tap")
        .sinkTo(new DiscardingSink<>())
        .uid("tokens");
    answers
        .output()
        .map(message -> {
          ANSWERS.add(message);
          return message;
        })
        .returns(MessageTypes.of(String.class))
        .uid("read")
        .sinkTo(new DiscardingSink<>())
        .uid("answers");
  }

  /** Reads what goes out, and fails when it is planned. */
  private static final class Tap implements MapFunction<Message<String>, Message<String>> {
    private static final long serialVersionUID = 1L;

    private static int left;

    @Override
    public Message<String> map(Message<String> message) {
      TOKENS.add(message);
      enough.countDown();
      failIfDue();
      return message;
    }

    private static synchronized void failIfDue() {
      Integer after = FAILURES.peek();
      if (after != null && ++left >= after) {
        FAILURES.remove();
        left = 0;
        throw new IllegalStateException("planned");
      }
    }
  }

  private static void assertOneWholeAnswerEach(boolean deterministic) {
    Map<String, Message<String>> byNumber = new HashMap<>();
    for (Message<String> token : TOKENS) {
      String number = token.requestId() + "/" + token.attempt() + "#" + token.sequence();
      Message<String> same = byNumber.putIfAbsent(number, token);
      assertThat(same == null ? token : same).as(number).isEqualTo(token);
    }
    Answers<String> tokens = Answers.of(List.copyOf(byNumber.values()));
    tokens.assertWellFormed();
    assertThat(tokens.byRequest()).hasSize(REQUESTS);
    Answers<String> answers = Answers.of(once(ANSWERS));
    answers.assertWellFormed();
    assertThat(answers.byRequest()).hasSize(REQUESTS);
    for (int i = 0; i < REQUESTS; i++) {
      String request = "r" + i;
      String prompt = "prompt " + i;
      List<String> said = tokens.elements(request);
      String run = deterministic ? prompt : said.get(0).substring(0, said.get(0).indexOf('.'));
      assertThat(tokens.status(request)).as(request).isEqualTo(Status.OK);
      assertThat(said).as(request).isEqualTo(Chatter.words(prompt, run));
      assertThat(answers.elements(request)).as(request).containsExactly(String.join("", said));
    }
  }

  /** Without what was written again. */
  private static List<Message<String>> once(Iterable<Message<String>> messages) {
    Map<String, Message<String>> byNumber = new HashMap<>();
    messages.forEach(message -> byNumber.put(
        message.requestId() + "/" + message.attempt() + "#" + message.sequence(), message));
    return new ArrayList<>(byNumber.values());
  }
}
