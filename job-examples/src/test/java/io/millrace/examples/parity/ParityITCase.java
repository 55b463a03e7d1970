package io.millrace.examples.parity;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.Message;
import io.millrace.core.Status;
import io.millrace.examples.entities.EntitiesTopics;
import io.millrace.examples.entities.JobKafka;
import io.millrace.examples.entities.JobOutputs;
import io.millrace.examples.entities.SentTexts;
import io.millrace.kafka.DeadLetterHeaders;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.apache.flink.api.common.RuntimeExecutionMode;
import org.apache.flink.core.execution.JobClient;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * One recorded topic, read in every way there is. What it gives is compared with the first way's, byte by byte; that one's
 * texts are compared with what plain Java makes of them. {@code -Dmillrace.parity.requests} and {@code
 * -Dmillrace.parity.seed} make another topic.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init") // set before all tests
class ParityITCase {

  private static final int REQUESTS = Integer.getInteger("millrace.parity.requests", 2_600);
  private static final long SEED = Long.getLong("millrace.parity.seed", 3);
  private static final Duration DEADLINE = Duration.ofSeconds(30);
  private static final long AN_HOUR = 3_600_000;

  private JobKafka kafka;
  private EntitiesTopics topics;
  private Recording recording;
  private JobOutputs expected;

  @BeforeAll
  void recordATopicAndReadItOnce() throws Exception {
    kafka = new JobKafka();
    topics = kafka.topics("recorded");
    long from = System.currentTimeMillis() - AN_HOUR;
    recording = Recording.of(topics.chunks(), REQUESTS, SEED, from);
    kafka.write(recording.records());
    kafka.runBounded(topics, RuntimeExecutionMode.STREAMING, 1);
    expected = JobOutputs.read(kafka.properties(), topics);
  }

  @AfterAll
  void stopKafka() throws Exception {
    kafka.close();
  }

  @Test
  void givesWhatPlainJavaGives() throws Exception {
    JobOutputs finished = expected.of(recording.texts()::containsKey);

    assertThat(finished.texts()).isEqualTo(recording.texts());
    assertThat(finished.maskedTexts()).isEqualTo(SentTexts.masked(recording.texts()));
    assertThat(outOfTime()).isEqualTo(recording.unfinished());
    assertThat(poison(topics)).hasSize(recording.poison());
    assertThat(expected.ends().values())
        .extracting(end -> end.status().code())
        .contains(Status.Code.FAILED_PRECONDITION, Status.Code.INVALID_ARGUMENT);
  }

  @ParameterizedTest
  @CsvSource({"STREAMING, 2", "STREAMING, 4", "BATCH, 1", "BATCH, 2", "BATCH, 4"})
  void boundedRunsGiveTheSameBytes(RuntimeExecutionMode mode, int parallelism) throws Exception {
    EntitiesTopics others = kafka.otherOutputs(topics, mode + "-" + parallelism + "-");
    kafka.runBounded(others, mode, parallelism);

    JobOutputs.read(kafka.properties(), others).assertSameAs(expected);
    assertThat(poison(others)).isEqualTo(poison(topics));
  }

  /** What stays open lives on, until a clock ends it: of that there is what had come of it. */
  @ParameterizedTest
  @CsvSource({"1", "2", "4"})
  void theLiveJobGivesTheSameBytes(int parallelism) throws Exception {
    EntitiesTopics others = kafka.otherOutputs(topics, "live-" + parallelism + "-");
    JobClient running = kafka.startLive(others, parallelism);
    JobOutputs lived = await(others);
    List<String> livedPoison = await(() -> poison(others), all -> all.size() >= recording.poison());
    running.cancel().get();

    lived.of(this::isFinished).assertSameAs(expected.of(this::isFinished));
    lived.of(this::isUnfinished).assertSameAs(expected.of(this::isUnfinished).withoutEnds());
    assertThat(livedPoison).isEqualTo(poison(topics));
  }

  private JobOutputs await(EntitiesTopics live) {
    Map<String, Integer> attempts = new TreeMap<>();
    expected.of(this::isFinished).ends().forEach((id, end) -> attempts.put(id, end.attempt()));
    JobOutputs ended = JobOutputs.await(kafka.properties(), live, attempts);
    int all = expected.of(this::isFinished).size()
        + expected.of(this::isUnfinished).withoutEnds().size();
    return ended.size() >= all
        ? ended
        : await(() -> JobOutputs.read(kafka.properties(), live), lived -> lived.size() >= all);
  }

  /** The last that was there, once it suffices or time is over. */
  private static <T> T await(Supplier<T> read, Predicate<T> suffices) {
    long deadline = System.nanoTime() + DEADLINE.toNanos();
    T last = read.get();
    while (!suffices.test(last) && System.nanoTime() < deadline) {
      last = read.get();
    }
    return last;
  }

  private boolean isUnfinished(String request) {
    return recording.unfinished().contains(request);
  }

  private boolean isFinished(String request) {
    return !isUnfinished(request);
  }

  /** The requests that ended because the input did. */
  private Set<String> outOfTime() {
    Set<String> ended = new TreeSet<>();
    for (Map.Entry<String, Message<?>> end : expected.ends().entrySet()) {
      if (end.getValue().status().message().contains("the input ended")) {
        ended.add(end.getKey());
      }
    }
    return ended;
  }

  /** The records that could not be read: where they were, and what they held. */
  private List<String> poison(EntitiesTopics of) {
    List<String> poison = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> letter :
        JobOutputs.records(kafka.properties(), of.deadLetters())) {
      if (letter.headers().lastHeader(DeadLetterHeaders.REQUEST_ID) == null) {
        List<String> all = new ArrayList<>();
        for (Header header : letter.headers()) {
          all.add(header.key() + "=" + new String(header.value(), UTF_8));
        }
        poison.add(all + Arrays.toString(letter.value()));
      }
    }
    return poison.stream().sorted().toList();
  }
}
