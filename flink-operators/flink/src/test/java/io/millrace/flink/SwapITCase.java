package io.millrace.flink;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.Message;
import io.millrace.core.Parameters;
import io.millrace.flink.types.MessageTypes;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Collectors;
import org.apache.flink.api.common.RuntimeExecutionMode;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Whole jobs that are told which module to take. */
class SwapITCase {

  @RegisterExtension
  static final MiniClusterExtension CLUSTER =
      new MiniClusterExtension(new MiniClusterResourceConfiguration.Builder()
          .setNumberTaskManagers(1)
          .setNumberSlotsPerTaskManager(2)
          .build());

  /** What a running job is to be given, by the name of the feed. */
  private static final Map<String, LinkedBlockingQueue<Object>> FEEDS = new ConcurrentHashMap<>();

  private final String test = UUID.randomUUID().toString();

  private static LinkedBlockingQueue<Object> feed(String name) {
    return FEEDS.computeIfAbsent(name, any -> new LinkedBlockingQueue<>());
  }

  private static StreamExecutionEnvironment environment(RuntimeExecutionMode mode) {
    Configuration configuration = new Configuration();
    configuration.set(PipelineOptions.GENERIC_TYPES, false);
    configuration.set(PipelineOptions.AUTO_GENERATE_UIDS, false);
    configuration.set(ExecutionOptions.RUNTIME_MODE, mode);
    StreamExecutionEnvironment environment =
        StreamExecutionEnvironment.getExecutionEnvironment(configuration);
    environment.setParallelism(2);
    return environment;
  }

  /** A stream of what is put into a feed. */
  @SuppressWarnings("unchecked")
  private static <T> DataStream<T> fed(
      StreamExecutionEnvironment environment, String name, TypeInformation<T> type) {
    return environment
        .fromSequence(0, Long.MAX_VALUE)
        .uid(name + "-numbers")
        .setParallelism(1)
        .map(number -> (T) feed(name).take())
        .returns(type)
        .setParallelism(1)
        .uid(name);
  }

  @Test
  @Timeout(120)
  void aLiveJobTakesAnotherVersionAndRequestsUnderWayFinishWithTheirs() throws Exception {
    StreamExecutionEnvironment environment = environment(RuntimeExecutionMode.STREAMING);
    String texts = test + "-texts";
    String controls = test + "-controls";
    Releases releases = Releases.of(test, "1.0.0");
    TaskStream<String> echo = TaskStreams.of(fed(environment, texts, MessageTypes.of(String.class)))
        .withControl(fed(environment, controls, ModuleControl.TYPE))
        .streamStream("echo", releases);
    Iterator<Message<String>> output = echo.output().collectAsync();
    JobClient job = environment.executeAsync();
    feed(texts).add(Message.of("under-way", 0, "a"));
    feed(texts).add(Message.unary("before", "b"));
    assertThat(nextOf("before", output).headers()).containsEntry("module.echo", "echo:1.0.0");
    feed(controls).add(ModuleControl.module("echo", "2.0.0"));
    String version = "";
    for (int i = 0; !version.equals("echo:2.0.0"); i++) {
      feed(texts).add(Message.unary("after-" + i, "c"));
      version = nextOf("after-" + i, output).headers().getOrDefault("module.echo", "");
    }
    feed(texts).add(Message.of("under-way", 1, "d").asLast());
    assertThat(nextOf("under-way", output))
        .isEqualTo(
            Message.of("under-way", 0, "1.0.0 a").withHeaders(Map.of("module.echo", "echo:1.0.0")));
    assertThat(nextOf("under-way", output)).isEqualTo(Message.of("under-way", 1, "1.0.0 d"));
    job.cancel().get();
  }

  private static Message<String> nextOf(String request, Iterator<Message<String>> output) {
    while (output.hasNext()) {
      Message<String> message = output.next();
      if (message.requestId().equals(request)) {
        return message;
      }
    }
    throw new AssertionError("the job ended");
  }

  /** In BATCH the control stream is read to its end before the first message. */
  @Test
  void aBatchJobTakesWhatTheWholeControlStreamSays() throws Exception {
    StreamExecutionEnvironment environment = environment(RuntimeExecutionMode.BATCH);
    List<Message<String>> input = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      input.add(Message.of("r" + i, 0, "a"));
      input.add(Message.of("r" + i, 1, "b").asLast());
    }
    DataStream<ModuleControl> controls = environment
        .fromData(
            ModuleControl.TYPE,
            ModuleControl.module("first", "2.0.0"),
            ModuleControl.module("second", "9.0.0"),
            ModuleControl.module("second", "3.0.0").withDefaults(Parameters.of("times", 2)),
            ModuleControl.module("third", "4.0.0"),
            ModuleControl.module("fourth", "5.0.0"))
        .uid("controls");
    TaskStream<String> last = TaskStreams.of(
            environment.fromData(input, MessageTypes.of(String.class)).uid("texts"))
        .withUnclaimedParameters(UnclaimedParameters.HAND_ON)
        .withControl(controls)
        .streamStream("first", Releases.of(test + 1, "1.0.0"))
        .then()
        .withUnclaimedParameters(UnclaimedParameters.HAND_ON)
        .streamUnary("second", Releases.of(test + 2, "1.0.0"))
        .then()
        .unaryUnary("third", Releases.of(test + 3, "1.0.0"));
    List<Message<String>> output = last.output().executeAndCollect(1_000);
    Answers<String> answers = Answers.of(output);
    answers.assertWellFormed();
    assertThat(answers.byRequest()).hasSize(20);
    // The last takes the whole in letters.
    String expected = "3.0.0 2.0.0 a2.0.0 a3.0.0 2.0.0 b2.0.0 b"
        .codePoints()
        .mapToObj(letter -> "4.0.0 " + Character.toString(letter))
        .collect(Collectors.joining());
    for (int i = 0; i < 20; i++) {
      assertThat(answers.elements("r" + i)).containsExactly(expected);
    }
    assertThat(output)
        .filteredOn(Message::hasPayload)
        .allSatisfy(message -> assertThat(message.headers())
            .isEqualTo(Map.of(
                "module.first", "echo:2.0.0",
                "module.second", "echo:3.0.0",
                "module.third", "echo:4.0.0")));
  }
}
