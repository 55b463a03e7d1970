package io.millrace.examples.entities;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.examples.cli.FlinkSettings;
import io.millrace.examples.produce.Interleaving;
import io.millrace.examples.produce.Pace;
import io.millrace.examples.produce.Transcript;
import io.millrace.examples.quickstart.Completions;
import io.millrace.kafka.MessageSource;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.flink.api.common.RuntimeExecutionMode;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The job {@code entities} goes on from the savepoints that releases left, taken when half of the topic was read and all its
 * requests were under way: with both backends, what was written before and what is written after are together the whole
 * answer, byte for byte. With {@code -Dmillrace.release=VERSION} today's job leaves one first.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init") // set before all tests
class ReleasedSavepointITCase {

  private static final Path RELEASED = Path.of("src/test/resources/io/millrace/examples/released");

  /** Few, so that the files are small; they are in the savepoint, and never change. */
  private static final int TRANSCRIPTS = 6;

  private static final Duration DEADLINE = Duration.ofSeconds(60);

  @TempDir
  private static Path folder;

  private JobKafka kafka;
  private List<Transcript> transcripts;
  private Set<String> requests;
  private List<ProducerRecord<byte[], byte[]>> records;
  private EntitiesTopics input;
  private JobOutputs expected;

  @BeforeAll
  void start() throws Exception {
    kafka = new JobKafka();
    transcripts = Completions.transcripts().subList(0, TRANSCRIPTS);
    requests = SentTexts.of(transcripts).keySet();
    input = kafka.topics("released");
    records = records();
    String version = System.getProperty("millrace.release");
    kafka.write(records.subList(0, records.size() / 2));
    if (version != null) {
      release(input, RELEASED.resolve("v" + version));
    }
    kafka.write(records.subList(records.size() / 2, records.size()));
    EntitiesTopics alone = kafka.otherOutputs(input, "alone-");
    kafka.runBounded(alone, RuntimeExecutionMode.STREAMING);
    expected = JobOutputs.read(kafka.properties(), alone);
  }

  @AfterAll
  void stop() throws Exception {
    kafka.close();
  }

  private void release(EntitiesTopics topics, Path kept) throws Exception {
    JobClient job = run(topics, Map.of());
    long deadline = System.nanoTime() + DEADLINE.toNanos();
    while (readBy(job) < records.size() / 2) {
      assertThat(System.nanoTime()).as("when half is read").isLessThan(deadline);
    }
    String savepoint = job.stopWithSavepoint(
            false, folder.toUri().toString(), SavepointFormatType.CANONICAL)
        .get();
    Files.createDirectories(kept);
    try (Stream<Path> files = Files.list(Path.of(URI.create(savepoint)))) {
      for (Path file : files.toList()) {
        Files.copy(file, kept.resolve(file.getFileName()));
      }
    }
    Written.write(
        JobOutputs.read(kafka.properties(), topics), kept.resolve("written-before.bin.gz"));
  }

  private static long readBy(JobClient job) throws Exception {
    return (Long) job.getAccumulators().get().getOrDefault(MessageSource.RECORDS_READ, 0L);
  }

  private JobClient run(EntitiesTopics topics, Map<String, String> more) throws Exception {
    Map<String, String> settings = new HashMap<>(more);
    settings.put("parallelism.default", "2");
    settings.put("execution.checkpointing.data-inline-threshold", "1 mb");
    StreamExecutionEnvironment flink =
        FlinkSettings.environment(RuntimeExecutionMode.STREAMING, Duration.ofHours(1), settings);
    EntitiesJob job = kafka.job(topics);
    job.define(flink, job.input().from(OffsetsInitializer.earliest()));
    return flink.executeAsync("released");
  }

  private List<ProducerRecord<byte[], byte[]>> records() {
    List<ProducerRecord<byte[], byte[]>> all = new ArrayList<>();
    new Interleaving(transcripts, transcripts.size(), Pace.UNLIMITED)
        .forEachRemaining(due -> all.add(new ProducerRecord<>(
            input.chunks(), due.transcript().id().getBytes(UTF_8), due.chunk().getBytes(UTF_8))));
    return all;
  }

  static Stream<Arguments> released() throws IOException {
    try (Stream<Path> releases = Files.list(RELEASED)) {
      return releases.sorted().toList().stream().flatMap(release -> Stream.of("hashmap", "rocksdb")
          .map(backend -> Arguments.of(release.getFileName().toString(), backend)));
    }
  }

  @ParameterizedTest
  @MethodSource("released")
  void goesOnFromASavepointOfARelease(String release, String backend) throws Exception {
    Path kept = RELEASED.resolve(release);
    EntitiesTopics topics = kafka.otherOutputs(input, release + "-" + backend + "-");
    JobClient job = run(
        topics,
        Map.of(
            "execution.state-recovery.path",
            kept.toAbsolutePath().toUri().toString(),
            "state.backend.type",
            backend));
    JobOutputs before = Written.read(kept.resolve("written-before.bin.gz"));
    Set<String> open = new TreeSet<>(requests);
    before
        .ends()
        .forEach((request, end) -> open.removeIf(each -> end.last() && each.equals(request)));
    assertThat(open).as("under way when the savepoint was taken").isNotEmpty();
    JobOutputs after = JobOutputs.await(kafka.properties(), topics, open);
    job.cancel().get();

    Written.and(before, after).assertSameAs(expected);
  }
}
