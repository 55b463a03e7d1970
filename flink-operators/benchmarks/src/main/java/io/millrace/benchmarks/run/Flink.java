package io.millrace.benchmarks.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.runtime.checkpoint.CheckpointStatsSnapshot;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** A Flink of one TaskManager in this process, the same for all jobs, so that they find it warm. */
public final class Flink implements AutoCloseable {

  private static final int SLOTS = 2;

  private final MiniCluster cluster;
  private final Path checkpoints;

  private Flink(MiniCluster cluster, Path checkpoints) {
    this.cluster = cluster;
    this.checkpoints = checkpoints;
  }

  /** Starts it. */
  public static Flink start() throws Exception {
    Configuration settings = new Configuration()
        .set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MemorySize.ofMebiBytes(512))
        .set(TaskManagerOptions.NETWORK_MEMORY_MIN, MemorySize.ofMebiBytes(128))
        .set(TaskManagerOptions.NETWORK_MEMORY_MAX, MemorySize.ofMebiBytes(128));
    MiniCluster cluster = new MiniCluster(new MiniClusterConfiguration.Builder()
        .setConfiguration(settings)
        .setNumTaskManagers(1)
        .setNumSlotsPerTaskManager(SLOTS)
        .withRandomPorts()
        .build());
    cluster.start();
    return new Flink(cluster, Files.createTempDirectory("millrace-benchmark"));
  }

  /** An environment to define a job in. */
  public StreamExecutionEnvironment environment(JobSettings settings) {
    return StreamExecutionEnvironment.getExecutionEnvironment(settings.configuration(checkpoints));
  }

  /** Runs a job to its end, and says what became of its checkpoints. */
  public List<Checkpoint> run(StreamExecutionEnvironment job) throws Exception {
    JobGraph graph = job.getStreamGraph().getJobGraph();
    cluster.executeJobBlocking(graph);
    return checkpointsOf(graph.getJobID());
  }

  /** Runs a job that has no end for as long as something else takes. */
  public <T> T during(StreamExecutionEnvironment job, Callable<T> work) throws Exception {
    JobGraph graph = job.getStreamGraph().getJobGraph();
    JobID id = graph.getJobID();
    cluster.submitJob(graph).get();
    try {
      return work.call();
    } finally {
      cluster.cancelJob(id).join();
      cluster.requestJobResult(id).join();
    }
  }

  private List<Checkpoint> checkpointsOf(JobID job)
      throws InterruptedException, ExecutionException {
    CheckpointStatsSnapshot all = cluster.getExecutionGraph(job).get().getCheckpointStatsSnapshot();
    return all == null ? List.of() : Checkpoint.completed(all);
  }

  @Override
  public void close() throws IOException {
    cluster.closeAsync().join();
    try (Stream<Path> all = Files.walk(checkpoints)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        delete(path);
      }
    }
  }

  private static void delete(Path path) throws IOException {
    Files.deleteIfExists(path);
  }
}
