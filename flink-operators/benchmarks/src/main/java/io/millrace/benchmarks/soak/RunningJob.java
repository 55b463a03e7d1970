package io.millrace.benchmarks.soak;

import io.millrace.cluster.Await;
import io.millrace.cluster.FlinkCluster;
import io.millrace.cluster.FlinkRest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.flink.util.FlinkException;

/** The job on the cluster: submitted, watched, and begun again from its last checkpoint when the JobManager took it along. */
final class RunningJob {

  private static final Duration PATIENCE = Duration.ofMinutes(4);

  private final FlinkCluster cluster;
  private final SoakJob job;
  private String id = "";
  private Optional<Path> restoredFrom = Optional.empty();
  private int restartsBefore;

  RunningJob(FlinkCluster cluster, SoakJob job) {
    this.cluster = cluster;
    this.job = job;
  }

  /** Submits it, and comes back when it runs and can be restored. */
  void start() throws Exception {
    id = job.submit(cluster.restPort(), Optional.empty());
    awaitRunning();
    awaitCheckpoint();
  }

  String id() {
    return id;
  }

  FlinkRest rest() {
    return cluster.rest();
  }

  /** Comes back when all its tasks run. */
  void awaitRunning() throws Exception {
    boolean unused = Await.answer("all tasks of job " + id, PATIENCE, () -> {
      if (Set.of("FAILED", "FINISHED", "CANCELED").contains(rest().state(id))) {
        throw new IllegalStateException(
            "job " + id + " must run but is " + rest().state(id));
      }
      return rest().runs(id) ? Optional.of(true) : Optional.empty();
    });
  }

  /** Comes back when one checkpoint more is done. */
  void awaitCheckpoint() throws Exception {
    int before = checkpoints("completed");
    boolean unused = Await.answer(
        "a checkpoint of job " + id,
        PATIENCE,
        () -> checkpoints("completed") > before ? Optional.of(true) : Optional.empty());
  }

  /** What keeps its state, as the JobManager knows it. */
  String backend() throws Exception {
    return rest().stateBackend(id);
  }

  /** How many checkpoints failed, completed or were restored, of the job as it was submitted last. */
  int checkpoints(String which) throws Exception {
    return rest().checkpointCount(id, which);
  }

  /** When it was begun again last, of the job as it was submitted last. */
  Instant restartedAt() throws Exception {
    return rest().restartedAt(id);
  }

  /** How often it was begun again, since it was submitted last. */
  int restarts() throws Exception {
    return rest().restarts(id);
  }

  /** How often it was begun again in all, by Flink or by {@link #restore}. */
  int allRestarts() throws Exception {
    return restartsBefore + restarts();
  }

  /** Ends it, so that nothing is written any more: what it had written is on the topics when this comes back. */
  void stop() throws Exception {
    String unused = rest().stop(id);
    Await.that("the end of job " + id, () -> rest().state(id).equals("FINISHED"));
  }

  /** Where its checkpoints are. */
  Path checkpoints() {
    return cluster.checkpoints().resolve(id);
  }

  /**
   * Another JobManager knows nothing of the job: submits it again, from its last checkpoint that can be read.
   *
   * @param restarts how often the job was begun again by the JobManager that died
   */
  void restore(int restarts) throws Exception {
    restartsBefore += restarts + 1;
    IllegalStateException broken = new IllegalStateException(
        "a checkpoint in " + checkpoints() + " must be whole but none is");
    for (Path checkpoint : candidates()) {
      try {
        id = job.submit(cluster.restPort(), Optional.of(checkpoint));
        restoredFrom = Optional.of(checkpoint);
        awaitRunning();
        return;
      } catch (FlinkException e) {
        // It was being written when the JobManager died: the one before it is whole.
        broken.addSuppressed(e);
      }
    }
    throw broken;
  }

  /** The checkpoints of the job as it was, the last one first; and the one it was itself begun from. */
  private List<Path> candidates() throws IOException {
    Stream<Path> earlier = restoredFrom.stream();
    if (Files.notExists(checkpoints())) {
      return earlier.toList();
    }
    try (Stream<Path> found = Files.list(checkpoints())) {
      List<Path> own = found
          .filter(path -> Files.exists(path.resolve("_metadata")))
          .sorted(Comparator.comparingInt(RunningJob::number).reversed())
          .toList();
      return Stream.concat(own.stream(), earlier).toList();
    }
  }

  private static int number(Path checkpoint) {
    String name = String.valueOf(checkpoint.getFileName());
    return Integer.parseInt(name.substring(name.lastIndexOf('-') + 1));
  }
}
