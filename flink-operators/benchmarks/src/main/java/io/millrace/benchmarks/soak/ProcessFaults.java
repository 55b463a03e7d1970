package io.millrace.benchmarks.soak;

import io.millrace.cluster.Await;
import io.millrace.cluster.FlinkCluster;
import io.millrace.cluster.FlinkProcess;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;

/** What is done to the processes of the cluster and to its folder. Each comes back with the job running again. */
final class ProcessFaults {

  private static final Duration NOTICED_WITHIN = Duration.ofMinutes(2);

  /** One pause in so many is the JobManager's. */
  private static final int ONE_MANAGER_IN = 3;

  private final FlinkCluster cluster;
  private final RunningJob job;
  private final Duration heartbeat;

  ProcessFaults(FlinkCluster cluster, RunningJob job, Duration heartbeat) {
    this.cluster = cluster;
    this.job = job;
    this.heartbeat = heartbeat;
  }

  /** {@code kill -9} for a TaskManager that works; another one takes its place. */
  boolean killWorker(Random random) throws Exception {
    String victim = workerAtWork(random);
    FlinkProcess process = cluster.worker(victim);
    Instant before = Instant.now();
    cluster.killWorker(victim);
    String unused = cluster.startWorker();
    boolean restarted = isRestarted(before);
    return restarted && !process.isAlive();
  }

  /** {@code kill -9} for the JobManager; another one is told to go on from the last checkpoint. */
  boolean killManager(Random random) throws Exception {
    FlinkProcess process = cluster.manager();
    int restarts = job.restarts();
    cluster.replaceManager();
    job.restore(restarts);
    return !process.isAlive() && job.checkpoints("restored") > 0;
  }

  /** {@code kill -STOP} until the others have given a process up. */
  boolean pause(Random random) throws Exception {
    boolean managers = random.nextInt(ONE_MANAGER_IN) == 0;
    String name = managers ? "the JobManager" : workerAtWork(random);
    FlinkProcess process = managers ? cluster.manager() : cluster.worker(name);
    Instant before = Instant.now();
    process.pause();
    try {
      Thread.sleep(heartbeat.toMillis() * (110 + random.nextInt(60)) / 100);
    } finally {
      process.resume();
    }
    return isRestarted(before)
        && Await.whether(
            NOTICED_WITHIN,
            () -> Evidence.ofPause(cluster.rest().exceptions(job.id()), name, before));
  }

  /** A file where the folder of the job's checkpoints is, which holds for root as well. */
  boolean refuseCheckpoints(Random random) throws Exception {
    Path folder = job.checkpoints();
    Path away = folder.resolveSibling(folder.getFileName() + "-away");
    Files.move(folder, away);
    boolean failed;
    try {
      block(folder);
      Instant blocked = Instant.now();
      failed = Await.whether(
          NOTICED_WITHIN, () -> Evidence.ofRefusal(cluster.rest().checkpoints(job.id()), blocked));
    } finally {
      Files.delete(folder);
      Files.move(away, folder);
    }
    job.awaitRunning();
    job.awaitCheckpoint();
    return failed;
  }

  /** A checkpoint that begins right now makes the folder again. */
  private static void block(Path folder) throws Exception {
    for (int stray = 0; ; stray++) {
      try {
        Files.createFile(folder);
        return;
      } catch (FileAlreadyExistsException e) {
        Files.move(folder, folder.resolveSibling(folder.getFileName() + "-stray-" + stray));
      }
    }
  }

  /** Starts anew what ended without having been told to, as whoever runs a cluster would. */
  void repair() throws Exception {
    for (String worker : cluster.workers()) {
      if (!cluster.worker(worker).isAlive()) {
        cluster.killWorker(worker);
        String unused = cluster.startWorker();
      }
    }
  }

  private String workerAtWork(Random random) throws Exception {
    TreeSet<String> atWork = new TreeSet<>(cluster.rest().workersOf(job.id()));
    atWork.retainAll(cluster.workers());
    List<String> choice = List.copyOf(atWork.isEmpty() ? cluster.workers() : atWork);
    return choice.get(random.nextInt(choice.size()));
  }

  /** All processes have one clock. */
  private boolean isRestarted(Instant since) throws Exception {
    boolean restarted = Await.whether(NOTICED_WITHIN, () -> job.restartedAt().isAfter(since));
    job.awaitRunning();
    return restarted;
  }
}
