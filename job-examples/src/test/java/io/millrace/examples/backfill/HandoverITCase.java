package io.millrace.examples.backfill;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.examples.cli.FlinkSettings;
import io.millrace.examples.entities.EntitiesJob;
import io.millrace.examples.entities.EntitiesPipeline;
import io.millrace.examples.entities.EntitiesTopics;
import io.millrace.examples.entities.JobKafka;
import io.millrace.examples.entities.JobOutputs;
import io.millrace.examples.entities.SentTexts;
import io.millrace.examples.produce.Interleaving;
import io.millrace.examples.produce.Pace;
import io.millrace.examples.produce.Transcript;
import io.millrace.examples.quickstart.Completions;
import io.millrace.files.RecordArchive;
import io.millrace.flink.RequestLimits;
import io.millrace.flink.types.MessageTypes;
import io.millrace.kafka.KafkaInput;
import io.millrace.kafka.KafkaSources;
import io.millrace.kafka.MessageSource;
import io.millrace.kafka.record.KafkaRecord;
import io.millrace.schemas.GeneratedTextStreamResult;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.flink.api.common.RuntimeExecutionMode;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** All completions are under way where history ends and live begins. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init") // set before all tests
class HandoverITCase {

  private static final Duration DEADLINE = Duration.ofSeconds(60);

  @TempDir
  private Path folder;

  private JobKafka kafka;
  private List<Transcript> transcripts;
  private Set<String> requests;

  @BeforeAll
  void startKafka() throws Exception {
    kafka = new JobKafka();
    transcripts = Completions.transcripts();
    requests = SentTexts.of(transcripts).keySet();
  }

  @AfterAll
  void stopKafka() throws Exception {
    kafka.close();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void goesFromAnArchiveToItsTopicWhileThatIsWritten(boolean fails) throws Exception {
    EntitiesTopics topics = kafka.topics("handover-" + fails);
    List<ProducerRecord<byte[], byte[]>> records = records(topics);
    kafka.write(records.subList(0, records.size() / 2));
    org.apache.flink.core.fs.Path archived = archive(topics, "handover-" + fails, Map.of());
    RecordArchive archive = RecordArchive.in(archived);
    Disturbed.calm();
    Disturbed.failAt(fails ? archive.nextOffsets() : Map.of());

    JobClient job = start(topics, archive.thenKafka(input(topics)), Map.of());
    kafka.write(records.subList(records.size() / 2, records.size()));
    JobOutputs outputs = JobOutputs.await(kafka.properties(), topics, requests);
    long read = readOnce(records.size(), job);
    job.cancel().get();

    assertSameAsTheTopicAlone(topics, outputs);
    assertThat(Disturbed.hasFailed()).isEqualTo(fails);
    if (!fails) {
      assertThat(read).isEqualTo(records.size());
    }
  }

  @Test
  void aJobStoppedInItsHistoryGoesOnToTheSameSeamThoughTheArchiveHasGrown() throws Exception {
    EntitiesTopics topics = kafka.topics("grown");
    List<ProducerRecord<byte[], byte[]>> records = records(topics);
    kafka.write(records.subList(0, records.size() / 2));
    org.apache.flink.core.fs.Path archived = archive(topics, "grown", Map.of());
    RecordArchive small = RecordArchive.in(archived);
    Disturbed.calm();
    Disturbed.slowDown(Duration.ofMillis(2));

    JobClient stopped = start(topics, small.thenKafka(input(topics)), Map.of());
    String savepoint = stopAfter(100, stopped);
    long before = readToEnd(stopped);
    assertThat(before).isLessThan(records.size() / 2);
    kafka.write(records.subList(records.size() / 2, records.size()));
    archive(topics, "grown", new HashMap<>(small.nextOffsets()));
    RecordArchive grown = RecordArchive.in(archived);
    assertThat(grown.nextOffsets()).isNotEqualTo(small.nextOffsets());
    Disturbed.calm();
    JobClient resumed = start(
        topics, grown.thenKafka(input(topics)), Map.of("execution.state-recovery.path", savepoint));
    JobOutputs outputs = JobOutputs.await(kafka.properties(), topics, requests);
    long after = readOnce(records.size() - before, resumed);
    resumed.cancel().get();

    assertSameAsTheTopicAlone(topics, outputs);
    assertThat(before + after).isEqualTo(records.size());
  }

  @Test
  void aBoundedRunStoppedInTheMiddleGoesOnWhereItWas() throws Exception {
    EntitiesTopics topics = kafka.topics("stopped");
    List<ProducerRecord<byte[], byte[]>> records = records(topics);
    kafka.write(records);
    Source<KafkaRecord, ?, ?> source =
        KafkaSources.records(input(topics).from(OffsetsInitializer.earliest()).bounded());
    Disturbed.calm();
    Disturbed.slowDown(Duration.ofMillis(2));

    JobClient stopped = start(topics, source, Map.of());
    String savepoint = stopAfter(200, stopped);
    long before = readToEnd(stopped);
    assertThat(before).isLessThan(records.size());
    Disturbed.calm();
    JobClient resumed = start(topics, source, Map.of("execution.state-recovery.path", savepoint));
    long after = readToEnd(resumed);

    assertSameAsTheTopicAlone(topics, JobOutputs.read(kafka.properties(), topics));
    assertThat(before + after).isEqualTo(records.size());
  }

  @Test
  void oneTopicReadFromItsBeginningIsHistoryAndThenLive() throws Exception {
    EntitiesTopics topics = kafka.topics("one");
    List<ProducerRecord<byte[], byte[]>> records = records(topics);
    kafka.write(records.subList(0, records.size() / 2));
    Disturbed.calm();

    JobClient job = start(
        topics, KafkaSources.records(input(topics).from(OffsetsInitializer.earliest())), Map.of());
    kafka.write(records.subList(records.size() / 2, records.size()));
    JobOutputs outputs = JobOutputs.await(kafka.properties(), topics, requests);
    long read = readOnce(records.size(), job);
    job.cancel().get();

    assertSameAsTheTopicAlone(topics, outputs);
    assertThat(read).isEqualTo(records.size());
  }

  private void assertSameAsTheTopicAlone(EntitiesTopics topics, JobOutputs outputs)
      throws Exception {
    EntitiesTopics alone = kafka.otherOutputs(topics, "alone-");
    kafka.runBounded(alone, RuntimeExecutionMode.STREAMING);

    outputs.assertSameAs(JobOutputs.read(kafka.properties(), alone));
    assertThat(JobOutputs.records(kafka.properties(), topics.deadLetters())).isEmpty();
  }

  /** Archives what is in the topic, from these offsets on. */
  private org.apache.flink.core.fs.Path archive(
      EntitiesTopics topics, String name, Map<org.apache.kafka.common.TopicPartition, Long> from)
      throws Exception {
    var archived = new org.apache.flink.core.fs.Path(folder.resolve(name).toUri());
    StreamExecutionEnvironment flink = kafka.environment(RuntimeExecutionMode.STREAMING);
    flink
        .fromSource(
            KafkaSources.records(input(topics).fromOffsets(from).bounded()),
            WatermarkStrategy.noWatermarks(),
            "records",
            KafkaRecord.TYPE)
        .sinkTo(RecordArchive.sink(archived));
    flink.execute("archive");
    return archived;
  }

  private JobClient start(
      EntitiesTopics topics, Source<KafkaRecord, ?, ?> source, Map<String, String> more)
      throws Exception {
    Map<String, String> settings = new HashMap<>(more);
    settings.put("parallelism.default", "2");
    settings.put("restart-strategy.type", "fixed-delay");
    settings.put("restart-strategy.fixed-delay.delay", "10 ms");
    settings.put("restart-strategy.fixed-delay.attempts", "2");
    StreamExecutionEnvironment flink =
        FlinkSettings.environment(RuntimeExecutionMode.STREAMING, Duration.ofMillis(200), settings);
    MessageSource<GeneratedTextStreamResult> chunks = KafkaSources.chunks(flink, "chunks", source);
    var disturbed = chunks
        .messages()
        .map(new Disturbed<>())
        .returns(MessageTypes.of(GeneratedTextStreamResult.class));
    EntitiesJob job = kafka.job(topics);
    job.write(EntitiesPipeline.over(disturbed, RequestLimits.DEFAULT), chunks.deadLetters());
    return flink.executeAsync("handover");
  }

  private String stopAfter(long records, JobClient job) throws Exception {
    long deadline = System.nanoTime() + DEADLINE.toNanos();
    while (readNow(job) < records) {
      assertThat(System.nanoTime()).as("when " + records + " are read").isLessThan(deadline);
    }
    String savepoints = folder.resolve("savepoints").toUri().toString();
    return job.stopWithSavepoint(false, savepoints, SavepointFormatType.CANONICAL)
        .get();
  }

  private static long readNow(JobClient job) throws Exception {
    return (Long) job.getAccumulators().get().getOrDefault(MessageSource.RECORDS_READ, 0L);
  }

  /** What a running job has read, once it has told of so much: it tells with its heartbeat. */
  private static long readOnce(long records, JobClient job) throws Exception {
    long deadline = System.nanoTime() + DEADLINE.toNanos();
    long read = readNow(job);
    while (read < records && System.nanoTime() < deadline) {
      read = readNow(job);
    }
    return read;
  }

  /** Of a job that ends, all it has read. */
  private static long readToEnd(JobClient job) throws Exception {
    return (Long)
        job.getJobExecutionResult().get().getAccumulatorResult(MessageSource.RECORDS_READ);
  }

  private KafkaInput input(EntitiesTopics topics) {
    return kafka.job(topics).input();
  }

  private List<ProducerRecord<byte[], byte[]>> records(EntitiesTopics topics) {
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    new Interleaving(transcripts, transcripts.size(), Pace.UNLIMITED)
        .forEachRemaining(due -> records.add(new ProducerRecord<>(
            topics.chunks(), due.transcript().id().getBytes(UTF_8), due.chunk().getBytes(UTF_8))));
    return records;
  }
}
