package io.millrace.examples.cli;

import io.millrace.examples.terminal.Progress;
import java.io.PrintWriter;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import org.apache.flink.api.common.JobExecutionResult;
import org.apache.flink.configuration.DeploymentOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Runs a job to its end, and tells meanwhile how far it is; or leaves it in the cluster it was submitted to. */
public final class JobRun {

  private JobRun() {}

  /**
   * Runs it.
   *
   * @param words says what {@link Counted} counted
   * @param total how much there is to read
   * @return the last counts, in words; or where the job is, if it was to be submitted only
   */
  public static String run(
      StreamExecutionEnvironment flink,
      String name,
      PrintWriter err,
      Function<Map<String, Long>, String> words,
      ReadTotal total)
      throws Exception {
    JobClient job = flink.executeAsync(name);
    if (!flink.getConfiguration().get(DeploymentOptions.ATTACHED)) {
      return "'" + name + "' runs as job " + job.getJobID();
    }
    ReadProgress read = new ReadProgress(total, System::nanoTime);
    Progress progress = Progress.show(err, () -> line(countsOf(job), words, read));
    try {
      JobExecutionResult result = job.getJobExecutionResult().get();
      return words.apply(longs(result.getAllAccumulatorResults()));
    } catch (ExecutionException e) {
      throw new IllegalStateException("job '" + name + "' failed", e.getCause());
    } catch (InterruptedException e) {
      var unused = job.cancel();
      throw e;
    } finally {
      progress.stop();
    }
  }

  private static String line(
      Map<String, Long> counts, Function<Map<String, Long>, String> words, ReadProgress read) {
    return words.apply(counts) + read.words(counts);
  }

  /** What a running job has counted; nothing where it cannot say. */
  private static Map<String, Long> countsOf(JobClient job) {
    return job.getAccumulators()
        .thenApply(JobRun::longs)
        .exceptionally(noAnswer -> Map.of())
        .join();
  }

  private static Map<String, Long> longs(Map<String, Object> accumulators) {
    Map<String, Long> counts = new TreeMap<>();
    accumulators.forEach((name, value) -> {
      if (value instanceof Long count) {
        counts.put(name, count);
      }
    });
    return counts;
  }
}
