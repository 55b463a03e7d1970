package io.millrace.flink;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.Message;
import io.millrace.core.Status;
import io.millrace.core.task.ModuleRunner;
import io.millrace.flink.types.MessageTypes;
import io.millrace.flink.types.StateTypes;
import io.millrace.testkit.Scenario;
import io.millrace.testkit.Texts;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.apache.flink.api.common.RuntimeExecutionMode;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.windowing.assigners.GlobalWindows;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/**
 * One scenario through plain Java, and through bounded jobs: STREAMING and BATCH, one task and several, objects reused or
 * not. Half a hundred messages share a millisecond, so that BATCH hands them over in any order.
 */
class OneAnswerITCase {

  @RegisterExtension
  static final MiniClusterExtension CLUSTER =
      new MiniClusterExtension(new MiniClusterResourceConfiguration.Builder()
          .setNumberTaskManagers(1)
          .setNumberSlotsPerTaskManager(8)
          .build());

  static final List<Subject<?, ?>> SUBJECTS = Subject.ALL;

  /** What one job says: stream → stream, and stream → unary by the operator's state and by Flink's window. */
  private record Said<O, OE>(Answers<OE> streamed, Answers<O> assembled, Answers<O> windowed) {}

  @ParameterizedTest
  @FieldSource("SUBJECTS")
  void everyJobSaysWhatPlainJavaSays(Subject<?, ?> subject) throws Exception {
    check(subject);
  }

  private static <O, OE> void check(Subject<O, OE> subject) throws Exception {
    Random random = new Random(7);
    List<String> texts = Texts.standard().stream(random).limit(60).toList();
    Delivery delivery = Delivery.of(Scenario.random(texts, random), random);
    Said<O, OE> said = run(subject, delivery, RuntimeExecutionMode.STREAMING, 1);
    said.streamed().assertWellFormed();
    said.assembled().assertWellFormed();
    assertThat(said.windowed()).isEqualTo(said.assembled());
    try (ModuleRunner<String, String, O, OE> plain = subject.runner().get()) {
      Map<String, List<OE>> expected = delivery.scenario().streamed(plain);
      Map<String, O> whole = delivery.scenario().expected(plain);
      for (String request : delivery.completing()) {
        assertThat(said.streamed().status(request)).as(request).isEqualTo(Status.OK);
        Class<OE> element = plain.task().outputElementType();
        List<OE> sent = new ArrayList<>();
        for (OE each : Objects.requireNonNull(expected.get(request))) {
          sent.add(sent(each, element));
        }
        assertThat(said.streamed().elements(request)).as(request).isEqualTo(sent);
        O answer = Objects.requireNonNull(whole.get(request));
        assertThat(said.assembled().elements(request))
            .as(request)
            .isEqualTo(List.of(sent(answer, plain.task().outputType())));
      }
    }
    for (RuntimeExecutionMode mode :
        List.of(RuntimeExecutionMode.STREAMING, RuntimeExecutionMode.BATCH)) {
      for (int parallelism : List.of(2, 4, 1)) {
        assertThat(run(subject, delivery, mode, parallelism))
            .as("%s, parallelism %s", mode, parallelism)
            .isEqualTo(said);
      }
    }
  }

  /** As it is when it has been sent between tasks: Avro has no half of a surrogate pair, and writes a question mark. */
  private static <T> T sent(T value, Class<T> type) throws IOException {
    return Stored.again(Stored.serializer(StateTypes.of(type)), value);
  }

  private static <O, OE> Said<O, OE> run(
      Subject<O, OE> subject, Delivery delivery, RuntimeExecutionMode mode, int parallelism)
      throws Exception {
    StreamExecutionEnvironment environment = environment(mode, parallelism);
    TaskStreams<String> door = TaskStreams.of(source(environment, delivery));
    RunnerSupplier<String, String, O, OE> runner = subject.runner();
    Iterator<Message<OE>> streamed =
        door.streamStream("streamed", runner).output().collectAsync();
    Iterator<Message<O>> assembled =
        door.streamUnary("task", runner).uid("assembled").output().collectAsync();
    Iterator<Message<O>> windowed =
        door.streamUnary("task", runner, GlobalWindows.create()).output().collectAsync();
    environment.execute();
    return new Said<>(answers(streamed), answers(assembled), answers(windowed));
  }

  private static StreamExecutionEnvironment environment(
      RuntimeExecutionMode mode, int parallelism) {
    Configuration configuration = new Configuration();
    configuration.set(PipelineOptions.GENERIC_TYPES, false);
    configuration.set(PipelineOptions.OBJECT_REUSE, parallelism != 2);
    configuration.set(ExecutionOptions.RUNTIME_MODE, mode);
    StreamExecutionEnvironment environment =
        StreamExecutionEnvironment.getExecutionEnvironment(configuration);
    environment.setParallelism(parallelism);
    return environment;
  }

  private static DataStream<Message<String>> source(
      StreamExecutionEnvironment environment, Delivery delivery) {
    return environment
        .fromData(delivery.messages(), MessageTypes.of(String.class))
        .assignTimestampsAndWatermarks(WatermarkStrategy.<Message<String>>forMonotonousTimestamps()
            .withTimestampAssigner((message, before) -> place(message) / 50))
        .setParallelism(1);
  }

  private static long place(Message<?> message) {
    return Objects.requireNonNull(message.origin()).offset();
  }

  private static <T> Answers<T> answers(Iterator<Message<T>> output) {
    List<Message<T>> messages = new ArrayList<>();
    output.forEachRemaining(messages::add);
    return Answers.of(messages);
  }
}
