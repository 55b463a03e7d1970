package io.millrace.examples.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.cluster.Await;
import io.millrace.cluster.FlinkCluster;
import io.millrace.cluster.FlinkProcess;
import io.millrace.cluster.FlinkRest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A cluster of Flink's jars alone, for the tests of a class. Everything is in a folder under {@code target}, the logs too; a
 * test that fails shows their ends.
 */
@SuppressWarnings("NullAway.Init") // set before all tests
final class StandaloneCluster
    implements BeforeAllCallback, AfterAllCallback, AfterTestExecutionCallback {

  private static final Pattern SUBMITTED = Pattern.compile("^'\\w+' runs as job ([0-9a-f]{32})$");

  private final int size;
  private final int slots;
  private final Map<String, String> settings;

  private FlinkCluster cluster;

  /**
   * A cluster that starts before the tests of a class.
   *
   * @param size how many TaskManagers
   * @param slots of each
   * @param settings what its configuration says beside where its parts are
   */
  StandaloneCluster(int size, int slots, Map<String, String> settings) {
    this.size = size;
    this.slots = slots;
    this.settings = Map.copyOf(settings);
  }

  FlinkRest rest() {
    return cluster.rest();
  }

  @Override
  public void beforeAll(ExtensionContext context) throws Exception {
    Path folder = Files.createTempDirectory(
        Path.of("target"), context.getRequiredTestClass().getSimpleName() + "-");
    cluster = FlinkCluster.start(
        new FlinkCluster.Setup(folder, FlinkLib.CLASS_PATH, slots, settings), size);
  }

  /** One TaskManager more. */
  void startWorker() throws IOException {
    String unused = cluster.startWorker();
  }

  /** {@code kill -9} for the TaskManager that was started first. */
  void killWorker() {
    cluster.killWorker();
  }

  /** Waits until the JobManager knows so many TaskManagers. */
  void awaitWorkers(int count) throws Exception {
    cluster.awaitWorkers(count);
  }

  /** {@code flink run} with these arguments; returns the id of the job, when the process has ended. */
  String flinkRun(String... arguments) throws Exception {
    FlinkProcess run = cluster.flinkRun(List.of(arguments));
    String job = Await.answer("the id of the job", () -> run.logged(SUBMITTED));
    assertThat(run.exitStatus()).as("exit status of flink run").isZero();
    return job;
  }

  @Override
  public void afterTestExecution(ExtensionContext context) {
    showLogsOfAFailure(context);
  }

  private void showLogsOfAFailure(ExtensionContext context) {
    if (context.getExecutionException().isPresent()) {
      cluster.lastLines().forEach(System.err::println);
    }
  }

  @Override
  public void afterAll(ExtensionContext context) throws Exception {
    showLogsOfAFailure(context);
    cluster.close();
  }
}
