package io.millrace.examples.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.cluster.Await;
import io.millrace.examples.entities.EntitiesTopics;
import io.millrace.examples.entities.JobKafka;
import io.millrace.examples.entities.JobOutputs;
import io.millrace.examples.entities.SentTexts;
import io.millrace.examples.produce.Interleaving;
import io.millrace.examples.produce.Pace;
import io.millrace.examples.produce.Player;
import io.millrace.examples.produce.Transcript;
import io.millrace.examples.quickstart.Completions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.flink.api.common.RuntimeExecutionMode;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The jar that was built, submitted to a cluster of processes, while completions are written. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init") // set before all tests
class StandaloneClusterITCase {

  private static final int WORKERS = 2;
  private static final int CHECKPOINT_MILLIS = 500;
  private static final double CHUNKS_PER_SECOND = 500;
  private static final int MID_STREAM = 100;
  private static final int THIRDS = 3;

  @RegisterExtension
  static final StandaloneCluster CLUSTER = new StandaloneCluster(
      WORKERS,
      2,
      Map.of(
          "execution.checkpointing.interval", CHECKPOINT_MILLIS + " ms",
          "restart-strategy.type", "fixed-delay",
          "restart-strategy.fixed-delay.attempts", "100",
          "restart-strategy.fixed-delay.delay", "200 ms",
          "heartbeat.interval", "500 ms",
          "heartbeat.timeout", "10 s",
          "taskmanager.load-balance.mode", "SLOTS"));

  private final ExecutorService player = Executors.newCachedThreadPool();
  private JobKafka kafka;
  private List<Transcript> transcripts;
  private Map<String, String> texts;
  private String jar;

  @BeforeAll
  void startKafkaAndUploadTheJar() throws Exception {
    kafka = new JobKafka();
    transcripts = Completions.transcripts();
    texts = SentTexts.of(transcripts);
    jar = CLUSTER.rest().upload(FlinkLib.JOBS);
  }

  @AfterEach
  void cancelJobs() throws Exception {
    CLUSTER.rest().cancelJobs();
  }

  @AfterAll
  void stopKafka() throws Exception {
    player.shutdownNow();
    kafka.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "exactly-once"})
  void goesOnFromASavepointWithAnotherParallelismAndWritesNothingTwice(String transactions)
      throws Exception {
    EntitiesTopics topics = kafka.topics("savepoint" + transactions);
    List<String> arguments = new ArrayList<>(arguments(topics));
    if (!transactions.isEmpty()) {
      arguments.addAll(List.of("--exactly-once", transactions));
    }
    String first = submit(arguments, 2, null);
    Semaphore gate = new Semaphore(0);
    Future<?> playing = play(topics, gate);
    awaitOutput(topics, MID_STREAM);
    String unused = CLUSTER.rest().savepoint(first);
    gate.release();
    awaitOutput(topics, written(topics) + MID_STREAM);

    String savepoint = CLUSTER.rest().stop(first);
    gate.release();
    String second = submit(arguments, 4, savepoint);

    assertThat(CLUSTER.rest().state(first)).isEqualTo("FINISHED");
    assertThat(CLUSTER.rest().parallelism(first)).isEqualTo(2);
    assertThat(CLUSTER.rest().parallelism(second)).isEqualTo(4);
    assertThat(CLUSTER.rest().checkpointMillis(second)).isEqualTo(CHECKPOINT_MILLIS);
    playing.get();
    JobOutputs outputs = JobOutputs.await(kafka.properties(), topics, texts.keySet());
    assertComplete(topics, outputs);
    assertThat(written(topics))
        .as("messages, each once")
        .isEqualTo(outputs.masked().values().stream().mapToInt(List::size).sum());
  }

  @Test
  void losesNothingWhenATaskManagerIsKilledInMidStream() throws Exception {
    EntitiesTopics topics = kafka.topics("kill");
    List<String> run = new ArrayList<>(List.of("-d", "-p", "3", FlinkLib.JOBS.toString()));
    run.addAll(arguments(topics));
    String job = CLUSTER.flinkRun(run.toArray(String[]::new));
    Await.that("job " + job, () -> CLUSTER.rest().runs(job));
    assertThat(CLUSTER.rest().parallelism(job)).isEqualTo(3);
    Semaphore gate = new Semaphore(1);
    Future<?> playing = play(topics, gate);
    awaitOutput(topics, MID_STREAM);
    int before = CLUSTER.rest().checkpoints(job).at("/counts/completed").intValue();
    Await.that(
        "a checkpoint",
        () -> CLUSTER.rest().checkpoints(job).at("/counts/completed").intValue() > before);

    CLUSTER.killWorker();
    gate.release();
    CLUSTER.startWorker();
    Await.that("the job's restart", () -> CLUSTER.rest().restarts(job) > 0);

    playing.get();
    JobOutputs outputs = JobOutputs.await(kafka.properties(), topics, texts.keySet());
    assertThat(CLUSTER.rest().checkpoints(job).at("/counts/restored").intValue())
        .isPositive();
    CLUSTER.awaitWorkers(WORKERS);
    assertComplete(topics, outputs);
  }

  /** An exit in its main method would end the JobManager. */
  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      entities --mode batch   | millrace entities: --mode batch needs --bounded or --until (see millrace entities --help)
      entities -b localhost:0 | millrace entities: bootstrap servers must be HOST:PORT, or several with commas between them, but were 'localhost:0' (see millrace entities --help)
      quickstart              | millrace quickstart failed: the quickstart starts a Kafka, which is not in the jar for clusters; run job-examples.jar in its place
      """)
  void tellsWhoSubmitsItWhatIsWrongAndLeavesTheClusterAlone(String arguments, String message)
      throws Exception {
    assertThatThrownBy(() -> CLUSTER.rest().run(jar, 1, null, List.of(arguments.split(" +"))))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("was answered with status 400")
        .hasMessageContaining("The main method caused an error: " + message + "\\n");
    CLUSTER.awaitWorkers(WORKERS);
  }

  private String submit(List<String> arguments, int parallelism, @Nullable String savepoint)
      throws Exception {
    String job = CLUSTER.rest().run(jar, parallelism, savepoint, arguments);
    Await.that("job " + job, () -> CLUSTER.rest().runs(job));
    return job;
  }

  private List<String> arguments(EntitiesTopics topics) {
    return List.of(
        "entities",
        "--bootstrap-servers",
        kafka.properties().getProperty("bootstrap.servers"),
        "--group",
        topics.masked(),
        "--chunks",
        topics.chunks(),
        "--entities",
        topics.entities(),
        "--masked",
        topics.masked(),
        "--generations",
        topics.generations(),
        "--dead-letters",
        topics.deadLetters());
  }

  /** Writes the completions, each further third of them through the gate: so a blow falls in mid-stream, however slow it is. */
  private Future<?> play(EntitiesTopics topics, Semaphore gate) {
    int third = transcripts.stream().mapToInt(each -> each.chunks().size()).sum() / THIRDS + 1;
    AtomicInteger sent = new AtomicInteger();
    return player.submit(() -> {
      try (Player into = Player.into(topics.chunks(), kafka.properties())) {
        into.play(new Interleaving(transcripts, 8, Pace.together(CHUNKS_PER_SECOND)), due -> {
          if (sent.incrementAndGet() % third == 0) {
            gate.acquireUninterruptibly();
          }
        });
      }
      return null;
    });
  }

  private void awaitOutput(EntitiesTopics topics, int records) throws Exception {
    Await.that(records + " records of masked text", () -> written(topics) >= records);
  }

  private int written(EntitiesTopics topics) {
    return JobOutputs.records(kafka.properties(), topics.masked()).size();
  }

  /** The same bytes, once each message is taken once, as a run gives that nothing has disturbed. */
  private void assertComplete(EntitiesTopics topics, JobOutputs outputs) throws Exception {
    EntitiesTopics undisturbed = kafka.otherOutputs(topics, "undisturbed-");
    kafka.runBounded(undisturbed, RuntimeExecutionMode.STREAMING);
    outputs.assertSameAs(JobOutputs.read(kafka.properties(), undisturbed));
    assertThat(outputs.texts()).isEqualTo(texts);
    assertThat(outputs.maskedTexts()).isEqualTo(SentTexts.masked(texts));
    assertThat(JobOutputs.records(kafka.properties(), topics.deadLetters())).isEmpty();
  }
}
