package io.millrace.flink;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.Message;
import io.millrace.core.Status;
import io.millrace.core.action.Action;
import io.millrace.core.action.Field;
import io.millrace.core.action.Final;
import io.millrace.core.action.Graph;
import io.millrace.core.action.Halt;
import io.millrace.core.action.Input;
import io.millrace.core.action.Request;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.Random;
import java.util.TreeMap;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Conversations in jobs that fail again and again, and in one that is stopped and begins elsewhere: each request changes its
 * conversation once, and a reader never sees two items under one number.
 */
@Timeout(300)
class ActionRestartITCase {

  @RegisterExtension
  static final MiniClusterExtension CLUSTER =
      new MiniClusterExtension(new MiniClusterResourceConfiguration.Builder()
          .setNumberTaskManagers(1)
          .setNumberSlotsPerTaskManager(4)
          .build());

  private static final int REQUESTS = 120;
  private static final int CONVERSATIONS = 10;
  private static final int WORDS = 5;
  private static final Field<Long> NUMBER = Field.ofLong("number");
  private static final Field<List<Long>> HISTORY = Field.listOf("history", Long.class);

  /** What went out, over all restarts. */
  private static final Queue<Message<ActionItem>> ITEMS = new ConcurrentLinkedQueue<>();

  private static final Queue<ActionEnd> ENDS = new ConcurrentLinkedQueue<>();

  /** After how many items more it fails next. */
  private static final Queue<Integer> FAILURES = new ConcurrentLinkedQueue<>();

  private static CountDownLatch enough = new CountDownLatch(0);

  @TempDir
  private Path savepoints;

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void whateverFailsEachRequestChangesItsConversationOnce(int seed) throws Exception {
    begin();
    Random random = new Random(seed);
    // The first before there is any checkpoint.
    FAILURES.add(1 + random.nextInt(5));
    for (int i = 0; i < 5; i++) {
      FAILURES.add(1 + random.nextInt(150));
    }
    StreamExecutionEnvironment environment = environment(2, null);
    pipeline(environment);
    environment.execute();
    assertThat(FAILURES).isEmpty();
    assertEachOnce();
  }

  @Test
  void aJobStoppedWithASavepointGoesOnWithAnotherParallelism() throws Exception {
    begin();
    enough = new CountDownLatch(200);
    StreamExecutionEnvironment before = environment(1, null);
    pipeline(before);
    JobClient job = before.executeAsync();
    assertThat(enough.await(120, TimeUnit.SECONDS)).isTrue();
    String savepoint = job.stopWithSavepoint(
            false, savepoints.toUri().toString(), SavepointFormatType.CANONICAL)
        .get();
    StreamExecutionEnvironment after = environment(3, savepoint);
    pipeline(after);
    after.execute();
    assertEachOnce();
  }

  private static void begin() {
    ITEMS.clear();
    ENDS.clear();
    FAILURES.clear();
    enough = new CountDownLatch(0);
  }

  private static StreamExecutionEnvironment environment(
      int parallelism, @Nullable String savepoint) {
    Configuration configuration = new Configuration();
    configuration.set(PipelineOptions.GENERIC_TYPES, false);
    configuration.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofMillis(50));
    configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
    configuration.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, 100);
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

  /** A step that takes the number of the request, and one that says it in words, none like that of another run. */
  private static Graph graph() {
    Action<Void, Long> ask = Action.of(Long.class)
        .inputs(Input.required(NUMBER))
        .writes(NUMBER, HISTORY)
        .run((state, inputs) -> {
          long number = inputs.get(NUMBER);
          return new Final<>(number, state.update(NUMBER, number).append(HISTORY, number));
        });
    Action<String, String> answer =
        Action.of(String.class, String.class).reads(NUMBER).writes(HISTORY).stream(
            (state, inputs, out) -> {
              String run = state.get(NUMBER) + "/" + System.nanoTime();
              for (int i = 0; i < WORDS; i++) {
                out.accept(run + "." + i);
              }
              return new Final<>(run, state.append(HISTORY, -state.get(NUMBER)));
            });
    return Graph.builder()
        .action("ask", ask)
        .action("answer", answer)
        .transition("ask", "answer")
        .transition("answer", "ask")
        .entry("ask")
        .build();
  }

  private static ActionCall call(long i) {
    return ActionCall.of(
            "c" + i % CONVERSATIONS,
            "r" + i,
            Request.until(Halt.after("answer")).with(NUMBER, i + 1))
        .wanting(HISTORY);
  }

  private static void pipeline(StreamExecutionEnvironment environment) {
    DataGeneratorSource<ActionCall> calls = new DataGeneratorSource<>(
        i -> call(i), REQUESTS, RateLimiterStrategy.perSecond(40), ActionCall.type(graph()));
    ActionStream chats = ActionStreams.of(environment
            .fromSource(calls, WatermarkStrategy.noWatermarks(), "calls")
            .uid("calls")
            .setParallelism(1))
        .run("chat", () -> ActionSetup.of(graph()));
    chats
        .items()
        .map(new Tap())
        .returns(chats.items().getType())
        .uid("tap")
        .sinkTo(new DiscardingSink<>())
        .uid("items");
    chats
        .results()
        .map(end -> {
          ENDS.add(end);
          return end;
        })
        .returns(chats.results().getType())
        .uid("read")
        .sinkTo(new DiscardingSink<>())
        .uid("ends");
  }

  /** Reads what goes out, and fails when it is planned. */
  private static final class Tap implements MapFunction<Message<ActionItem>, Message<ActionItem>> {
    private static final long serialVersionUID = 1L;

    private static int left;

    @Override
    public Message<ActionItem> map(Message<ActionItem> message) {
      ITEMS.add(message);
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

  private static void assertEachOnce() {
    Map<String, Message<ActionItem>> byNumber = new HashMap<>();
    Map<String, TreeMap<Integer, List<Message<ActionItem>>>> byRequest = new HashMap<>();
    for (Message<ActionItem> item : ITEMS) {
      String number = item.requestId() + "/" + item.attempt() + "#" + item.sequence();
      Message<ActionItem> same = byNumber.putIfAbsent(number, item);
      assertThat(same == null ? item : same).as(number).isEqualTo(item);
      if (same == null) {
        byRequest
            .computeIfAbsent(item.requestId(), id -> new TreeMap<>())
            .computeIfAbsent(item.attempt(), attempt -> new ArrayList<>())
            .add(item);
      }
    }
    Map<String, ActionEnd> ends = new HashMap<>();
    ENDS.forEach(end -> ends.merge(
        end.requestId(), end, (one, other) -> one.attempt() > other.attempt() ? one : other));
    assertThat(byRequest).hasSize(REQUESTS);
    assertThat(ends).hasSize(REQUESTS);
    for (int i = 0; i < REQUESTS; i++) {
      assertWhole(there(byRequest, "r" + i).lastEntry().getValue(), there(ends, "r" + i));
    }
    for (int i = 0; i < CONVERSATIONS; i++) {
      assertThat(there(ends, "r" + (REQUESTS - CONVERSATIONS + i)).get(HISTORY))
          .contains(history(i));
    }
  }

  private static <T> T there(Map<String, T> all, String request) {
    return Objects.requireNonNull(all.get(request), request);
  }

  /** Of a request's last attempt there are all words of one run, and the end says the same. */
  private static void assertWhole(List<Message<ActionItem>> last, ActionEnd end) {
    assertThat(last).hasSize(WORDS + 1);
    assertThat(last.get(WORDS).status()).isEqualTo(Status.OK);
    String run = end.result(String.class).orElseThrow();
    for (int i = 0; i < WORDS; i++) {
      assertThat(ActionHarness.item(last.get(i)).value(String.class)).isEqualTo(run + "." + i);
    }
  }

  /** Each request was asked and answered once, in the order in which they came. */
  private static List<Long> history(int conversation) {
    List<Long> history = new ArrayList<>();
    for (long i = conversation; i < REQUESTS; i += CONVERSATIONS) {
      history.add(i + 1);
      history.add(-(i + 1));
    }
    return history;
  }
}
