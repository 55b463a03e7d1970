package io.millrace.flink;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.Message;
import io.millrace.core.Status;
import io.millrace.flink.types.MessageTypes;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
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
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Jobs whose requests under way are in memory, or on the heap, when they fail again and again, or are stopped and go on with
 * other tasks, even on the other backend. A reader that sees all that ever went out never sees two elements under one number,
 * and has each request whole.
 */
@Timeout(300)
class HotRestartITCase {

  @RegisterExtension
  static final MiniClusterExtension CLUSTER =
      new MiniClusterExtension(new MiniClusterResourceConfiguration.Builder()
          .setNumberTaskManagers(1)
          .setNumberSlotsPerTaskManager(4)
          .build());

  /** So many requests are written at a time, a token of each in turn. */
  private static final int AT_ONCE = 100;

  private static final int REQUESTS = 400;
  private static final int TOKENS = 20;

  private static final Queue<Message<String>> SEEN = new ConcurrentLinkedQueue<>();

  /** After how many messages more it fails next. */
  private static final Queue<Integer> FAILURES = new ConcurrentLinkedQueue<>();

  private static CountDownLatch enough = new CountDownLatch(0);

  /** Tokens a second: of a job that runs to its end, and of one that is to be stopped long before. */
  private static final double FAST = 4_000;

  private static final double SLOW = 500;

  @TempDir
  private Path folder;

  @BeforeEach
  void begin() {
    SEEN.clear();
    FAILURES.clear();
    enough = new CountDownLatch(0);
  }

  /** In memory fewer than there are, or all; checkpoints aligned or not; the same object handed on or a copy. */
  @ParameterizedTest
  @CsvSource({
    "rocksdb, 10, true, true",
    "rocksdb, 1000, true, false",
    "rocksdb, 1000, false, true",
    "rocksdb, 0, false, false",
    "hashmap, 1000, true, true"
  })
  void whateverFailsEachRequestIsWhole(
      String backend, int inMemory, boolean unaligned, boolean objectReuse) throws Exception {
    Random random = new Random(inMemory);
    // The first before there is any checkpoint.
    FAILURES.add(1 + random.nextInt(5));
    for (int i = 0; i < 5; i++) {
      FAILURES.add(1 + random.nextInt(1_500));
    }
    Configuration configuration = configuration(backend, null);
    configuration.set(CheckpointingOptions.ENABLE_UNALIGNED, unaligned);
    configuration.set(PipelineOptions.OBJECT_REUSE, objectReuse);
    pipeline(configuration, 2, inMemory, FAST).execute();
    assertThat(FAILURES).isEmpty();
    assertEachIsWhole();
  }

  @ParameterizedTest
  @CsvSource({
    "rocksdb, rocksdb, CANONICAL, 1, 3",
    "rocksdb, rocksdb, NATIVE, 3, 2",
    "rocksdb, hashmap, CANONICAL, 2, 2",
    "hashmap, rocksdb, CANONICAL, 2, 1"
  })
  void aJobStoppedWithASavepointGoesOnWithOtherTasks(
      String before, String after, SavepointFormatType format, int tasksBefore, int tasksAfter)
      throws Exception {
    enough = new CountDownLatch(1_000);
    JobClient job =
        pipeline(configuration(before, null), tasksBefore, 1_000, SLOW).executeAsync();
    assertThat(enough.await(120, TimeUnit.SECONDS)).isTrue();
    String savepoint =
        job.stopWithSavepoint(false, folder.toUri().toString(), format).get();
    assertThat(SEEN.size()).isLessThan(REQUESTS * (TOKENS + 1));
    pipeline(configuration(after, savepoint), tasksAfter, 1_000, FAST).execute();
    assertEachIsWhole();
  }

  private Configuration configuration(String backend, @Nullable String savepoint) {
    Configuration configuration = new Configuration();
    configuration.set(PipelineOptions.GENERIC_TYPES, false);
    configuration.set(PipelineOptions.MAX_PARALLELISM, 16);
    configuration.set(StateBackendOptions.STATE_BACKEND, backend);
    configuration.set(CheckpointingOptions.INCREMENTAL_CHECKPOINTS, true);
    configuration.set(
        CheckpointingOptions.CHECKPOINTS_DIRECTORY,
        folder.resolve("checkpoints").toUri().toString());
    configuration.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofMillis(100));
    configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
    configuration.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, 20);
    configuration.set(
        RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, Duration.ofMillis(1));
    if (savepoint != null) {
      configuration.set(StateRecoveryOptions.SAVEPOINT_PATH, savepoint);
    }
    return configuration;
  }

  private static StreamExecutionEnvironment pipeline(
      Configuration configuration, int parallelism, int inMemory, double rate) {
    StreamExecutionEnvironment environment =
        StreamExecutionEnvironment.getExecutionEnvironment(configuration);
    environment.setParallelism(parallelism);
    DataGeneratorSource<Message<String>> tokens = new DataGeneratorSource<>(
        HotRestartITCase::message,
        (long) REQUESTS * TOKENS,
        RateLimiterStrategy.perSecond(rate),
        MessageTypes.of(String.class));
    TaskStreams.of(environment
            .fromSource(tokens, WatermarkStrategy.noWatermarks(), "tokens")
            .uid("tokens")
            .setParallelism(1))
        .withLimits(RequestLimits.DEFAULT.withInMemory(inMemory))
        .streamStream("echo", Echo::runner)
        .output()
        .map(new Tap())
        .returns(MessageTypes.of(String.class))
        .uid("tap")
        .sinkTo(new DiscardingSink<>())
        .uid("sink");
    return environment;
  }

  private static Message<String> message(long index) {
    long round = index / AT_ONCE;
    int request = (int) (round / TOKENS * AT_ONCE + index % AT_ONCE);
    int sequence = (int) (round % TOKENS);
    Message<String> message = Message.of("r" + request, sequence, said(request, sequence));
    return sequence == TOKENS - 1 ? message.asLast() : message;
  }

  private static String said(int request, int sequence) {
    return request + "." + sequence;
  }

  private static void assertEachIsWhole() {
    Map<String, Message<String>> byNumber = new HashMap<>();
    for (Message<String> message : SEEN) {
      String number = message.requestId() + "#" + message.sequence();
      Message<String> same = byNumber.putIfAbsent(number, message);
      assertThat(same == null ? message : same).as(number).isEqualTo(message);
    }
    Answers<String> answers = Answers.of(List.copyOf(byNumber.values()));
    answers.assertWellFormed();
    assertThat(answers.byRequest()).hasSize(REQUESTS);
    for (int request = 0; request < REQUESTS; request++) {
      List<String> expected = new ArrayList<>();
      for (int sequence = 0; sequence < TOKENS; sequence++) {
        expected.add(said(request, sequence));
      }
      assertThat(answers.elements("r" + request)).isEqualTo(expected);
      assertThat(answers.status("r" + request)).isEqualTo(Status.OK);
    }
  }

  /** Reads what goes out, and fails when it is planned. */
  private static final class Tap implements MapFunction<Message<String>, Message<String>> {
    private static final long serialVersionUID = 1L;

    private static int left;

    @Override
    public Message<String> map(Message<String> message) {
      SEEN.add(message);
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
}
