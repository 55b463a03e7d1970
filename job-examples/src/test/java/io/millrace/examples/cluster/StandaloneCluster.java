package io.millrace.examples.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.flink.client.cli.CliFrontend;
import org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint;
import org.apache.flink.runtime.taskexecutor.TaskManagerRunner;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A Flink cluster as it is in production: a JobManager and TaskManagers, each a process, made of Flink's jars alone. All
 * ports are free ones. Everything is in a folder under {@code target}, the logs too; a test that fails shows their ends.
 */
@SuppressWarnings("NullAway.Init") // set before all tests
final class StandaloneCluster
    implements BeforeAllCallback, AfterAllCallback, AfterTestExecutionCallback {

  private static final Pattern RPC =
      Pattern.compile("Actor system started at pekko.tcp://flink@localhost:(\\d+)");
  private static final Pattern REST =
      Pattern.compile("Rest endpoint listening at (localhost:\\d+)");

  private static final Pattern SUBMITTED = Pattern.compile("^'\\w+' runs as job ([0-9a-f]{32})$");

  private final int size;
  private final int slots;
  private final Map<String, String> settings;
  private final List<FlinkProcess> processes = new ArrayList<>();
  private final Deque<FlinkProcess> workers = new ArrayDeque<>();

  private Path folder;
  private String rpcPort;
  private String restAddress;
  private FlinkRest rest;

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
    return rest;
  }

  @Override
  public void beforeAll(ExtensionContext context) throws Exception {
    folder = Files.createTempDirectory(
            Path.of("target"), context.getRequiredTestClass().getSimpleName() + "-")
        .toAbsolutePath();
    ClusterFiles.write(folder, slots, settings);
    FlinkProcess manager =
        start("jobmanager", StandaloneSessionClusterEntrypoint.class.getName(), configuration());
    rpcPort = Await.answer("the JobManager's port", () -> manager.logged(RPC));
    for (int i = 0; i < size; i++) {
      startWorker();
    }
    restAddress = Await.answer("the port of the REST API", () -> manager.logged(REST));
    rest = new FlinkRest(URI.create("http://" + restAddress));
    awaitWorkers(size);
  }

  /** One TaskManager more. */
  void startWorker() throws IOException {
    workers.add(start(
        "taskmanager-" + processes.size(),
        TaskManagerRunner.class.getName(),
        configuration(),
        "-Djobmanager.rpc.port=" + rpcPort));
  }

  /** {@code kill -9} for the TaskManager that was started first. */
  void killWorker() throws InterruptedException {
    workers.remove().kill();
  }

  /** Waits until the JobManager knows so many TaskManagers. */
  void awaitWorkers(int count) throws Exception {
    Await.that(count + " TaskManagers", () -> rest.taskManagers() == count);
  }

  private String configuration() {
    return "--configDir=" + folder.resolve("conf");
  }

  /** {@code flink run} with these arguments; returns the id of the job, when the process has ended. */
  String flinkRun(String... arguments) throws Exception {
    List<String> all = new ArrayList<>(List.of("run", "-m", restAddress));
    all.addAll(List.of(arguments));
    FlinkProcess run = start(
        "flink-run-" + processes.size(), CliFrontend.class.getName(), all.toArray(String[]::new));
    String job = Await.answer("the id of the job", () -> run.logged(SUBMITTED));
    assertThat(run.exitStatus()).as("exit status of flink run").isZero();
    return job;
  }

  private FlinkProcess start(String name, String mainClass, String... arguments)
      throws IOException {
    FlinkProcess process = FlinkProcess.start(folder, name, mainClass, arguments);
    processes.add(process);
    return process;
  }

  @Override
  public void afterTestExecution(ExtensionContext context) {
    showLogsOfAFailure(context);
  }

  private void showLogsOfAFailure(ExtensionContext context) {
    if (context.getExecutionException().isPresent()) {
      processes.forEach(process -> System.err.println(process.lastLines()));
    }
  }

  @Override
  public void afterAll(ExtensionContext context) throws Exception {
    showLogsOfAFailure(context);
    for (FlinkProcess process : processes) {
      process.kill();
    }
    ClusterFiles.deleteLarge(folder);
  }
}
