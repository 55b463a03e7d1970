package io.millrace.flink;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.testutils.CommonTestUtils;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.util.TestStreamEnvironment;
import org.apache.flink.test.junit5.InjectMiniCluster;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A whole job goes on from the savepoints that releases left of it, by its uids: on either backend, with other tasks, and from
 * another folder than the one where the savepoint was taken. What came out before and what comes out after are together what
 * plain Java answers. With {@code -Dmillrace.release=VERSION} today's job leaves its savepoints first; what is there is never
 * changed.
 */
@Timeout(300)
class ReleasedSavepointITCase {

  private static final int SLOTS = 4;

  @RegisterExtension
  static final MiniClusterExtension CLUSTER =
      new MiniClusterExtension(new MiniClusterResourceConfiguration.Builder()
          .setNumberTaskManagers(1)
          .setNumberSlotsPerTaskManager(SLOTS)
          .build());

  /** In bytes; it is compressed where it is kept. */
  private static final long LARGEST = 200_000;

  /** A savepoint that a release leaves. */
  private enum Kept {
    HEAP("hashmap", SavepointFormatType.CANONICAL, 2),
    ROCKSDB("rocksdb", SavepointFormatType.CANONICAL, 2),
    /** Each task of an operator leaves a database of some 30 kB, mostly options. */
    ROCKSDB_NATIVE("rocksdb", SavepointFormatType.NATIVE, 1);

    private final String backend;
    private final SavepointFormatType format;
    private final int tasks;

    Kept(String backend, SavepointFormatType format, int tasks) {
      this.backend = backend;
      this.format = format;
      this.tasks = tasks;
    }

    Path folder(String release) {
      String name = name().toLowerCase(Locale.ROOT).replace('_', '-');
      return KeptState.RELEASED.resolve(release).resolve("job-" + name);
    }

    boolean isThere(String release) {
      return Files.exists(folder(release));
    }

    /** A native one is in the backend's own format. */
    Stream<String> readBy() {
      return format == SavepointFormatType.NATIVE
          ? Stream.of(backend)
          : Stream.of("hashmap", "rocksdb");
    }
  }

  @TempDir
  private Path folder;

  /** Leaves either all of them or, when today's job does not go on from one, none. The copy refuses what is there already. */
  @BeforeAll
  static void release(@TempDir Path savepoints, @InjectMiniCluster MiniCluster cluster)
      throws Exception {
    String version = System.getProperty("millrace.release");
    if (version == null) {
      return;
    }
    // The extension does so only before each test.
    TestStreamEnvironment.setAsContext(cluster, SLOTS);
    Map<Kept, Path> taken = new EnumMap<>(Kept.class);
    for (Kept kept : Kept.values()) {
      taken.put(kept, halfway(kept, savepoints, cluster));
      goOn(taken.get(kept), kept.backend, kept.tasks);
      KeptJobAnswers.assertRightAndUnderWayBefore();
    }
    Files.createDirectories(KeptState.RELEASED.resolve("v" + version));
    for (Map.Entry<Kept, Path> each : taken.entrySet()) {
      copy(each.getValue(), each.getKey().folder("v" + version));
    }
  }

  static Stream<Arguments> released() throws IOException {
    return KeptState.releases().stream()
        .flatMap(release -> Stream.of(Kept.values())
            .filter(kept -> kept.isThere(release))
            .flatMap(kept -> kept.readBy()
                .flatMap(backend ->
                    Stream.of(1, 2, 3).map(tasks -> Arguments.of(release, kept, backend, tasks)))));
  }

  @ParameterizedTest(name = "{0} {1} on {2} with {3} tasks")
  @MethodSource("released")
  void goesOnFromASavepointOfARelease(String release, Kept kept, String backend, int tasks)
      throws Exception {
    Path elsewhere = folder.resolve("elsewhere");
    copy(kept.folder(release), elsewhere);
    goOn(elsewhere, backend, tasks);

    KeptJobAnswers.assertRightAndUnderWayBefore();
  }

  @Test
  void theFirstReleaseLeftAllOfThemAndTheyAreSmall() throws IOException {
    for (Kept kept : Kept.values()) {
      assertThat(kept.isThere("v0.1.0")).as(kept.name()).isTrue();
      try (Stream<Path> files = Files.list(kept.folder("v0.1.0"))) {
        assertThat(files.mapToLong(file -> file.toFile().length()).sum()).isLessThan(LARGEST);
      }
    }
  }

  @Test
  void todaysJobLeavesOneThatItGoesOnFrom(@InjectMiniCluster MiniCluster cluster) throws Exception {
    Path taken = halfway(Kept.HEAP, folder, cluster);
    goOn(taken, "rocksdb", 1);

    KeptJobAnswers.assertRightAndUnderWayBefore();
  }

  private static StreamExecutionEnvironment environment(
      String backend, int tasks, Map<String, String> more) {
    Configuration configuration = Configuration.fromMap(more);
    configuration.set(PipelineOptions.GENERIC_TYPES, false);
    configuration.set(PipelineOptions.AUTO_GENERATE_UIDS, false);
    configuration.set(PipelineOptions.MAX_PARALLELISM, Placement.MAX_PARALLELISM);
    configuration.set(StateBackendOptions.STATE_BACKEND, backend);
    // All in one small file.
    configuration.set(CheckpointingOptions.FS_SMALL_FILE_THRESHOLD, MemorySize.ofMebiBytes(1));
    configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
    StreamExecutionEnvironment environment =
        StreamExecutionEnvironment.getExecutionEnvironment(configuration);
    environment.setParallelism(tasks);
    KeptJob.define(environment);
    return environment;
  }

  /** Runs the job to the middle of its requests, and stops it there. */
  private static Path halfway(Kept kept, Path folder, MiniCluster cluster) throws Exception {
    Tap.clear();
    KeptJob.holding = true;
    JobClient job = environment(kept.backend, kept.tasks, Map.of()).executeAsync("released");
    try {
      // A savepoint is refused while any task of the job still starts, also one that has no input.
      CommonTestUtils.waitForAllTaskRunning(cluster, job.getJobID(), false);
      KeptJobAnswers.awaitMiddle();
      String savepoint =
          job.stopWithSavepoint(false, folder.toUri().toString(), kept.format).get();
      return Path.of(URI.create(savepoint));
    } finally {
      end(job);
      KeptJob.holding = false;
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.createDirectory(to);
    try (Stream<Path> files = Files.list(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(file.getFileName()));
      }
    }
  }

  /** Goes on to the end, without what holds it. */
  private static void goOn(Path savepoint, String backend, int tasks) throws Exception {
    KeptJob.holding = false;
    Tap.clear();
    String path = savepoint.toUri().toString();
    JobClient job = environment(
            backend, tasks, Map.of(StateRecoveryOptions.SAVEPOINT_PATH.key(), path))
        .executeAsync("restored");
    try {
      job.getJobExecutionResult().get();
    } finally {
      end(job);
    }
  }

  /** Whatever became of a job, its slots are free then, and it lets nothing more out. */
  private static void end(JobClient job) throws Exception {
    job.cancel()
        .handle((canceled, endedBefore) -> true)
        .thenCompose(any -> job.getJobExecutionResult().handle((result, failure) -> true))
        .get();
  }
}
