package io.millrace.cluster;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A Flink cluster as it is in production: a JobManager and TaskManagers, each a process. All ports are free ones, and a
 * JobManager that is started again has those of the first, so that the TaskManagers find it. Used by one thread.
 */
public final class FlinkCluster implements AutoCloseable {

  /**
   * What a cluster is made of.
   *
   * @param folder where everything is that it writes, the logs too; must be there, and empty
   * @param classPath where Flink's classes are, and those of jobs that bring none
   * @param slots of each TaskManager
   * @param settings what its configuration says beside where its parts are
   */
  public record Setup(Path folder, String classPath, int slots, Map<String, String> settings) {
    /** Validates that a TaskManager can work. */
    public Setup {
      if (slots < 1) {
        throw new IllegalArgumentException("slots must be at least 1 but was " + slots);
      }
      folder = folder.toAbsolutePath();
      settings = Map.copyOf(settings);
    }
  }

  private static final String MANAGER =
      "org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint";
  private static final String WORKER = "org.apache.flink.runtime.taskexecutor.TaskManagerRunner";
  private static final String CLIENT = "org.apache.flink.client.cli.CliFrontend";

  private static final Pattern RPC =
      Pattern.compile("Actor system started at pekko.tcp://flink@localhost:(\\d+)");
  private static final Pattern REST =
      Pattern.compile("Rest endpoint listening at localhost:(\\d+)");

  private final Setup setup;
  private final List<FlinkProcess> all = new ArrayList<>();
  private final Map<String, FlinkProcess> workers = new LinkedHashMap<>();
  private @Nullable FlinkProcess manager;
  private String rpcPort = "0";
  private String restPort = "0";
  private @Nullable FlinkRest rest;

  private FlinkCluster(Setup setup) {
    this.setup = setup;
  }

  /** Starts a cluster with so many TaskManagers, and comes back when they have found each other. */
  public static FlinkCluster start(Setup setup, int size) throws Exception {
    FlinkCluster cluster = new FlinkCluster(setup);
    try {
      ClusterFiles.write(setup.folder(), setup.slots(), setup.settings());
      cluster.startManager();
      for (int i = 0; i < size; i++) {
        String unused = cluster.startWorker();
      }
      cluster.awaitWorkers(size);
      return cluster;
    } catch (Exception e) {
      cluster.close();
      throw e;
    }
  }

  /** The JobManager's REST API. */
  public FlinkRest rest() {
    return Objects.requireNonNull(rest);
  }

  /** The port of the REST API, on localhost. */
  public int restPort() {
    return Integer.parseInt(restPort);
  }

  /** Where checkpoints are, each job's in a folder by its id. */
  public Path checkpoints() {
    return ClusterFiles.checkpoints(setup.folder());
  }

  /** The JobManager. */
  public FlinkProcess manager() {
    return Objects.requireNonNull(manager);
  }

  /** The TaskManager of this name. */
  public FlinkProcess worker(String name) {
    return Objects.requireNonNull(workers.get(name), name);
  }

  /** The names of the TaskManagers that were started and not killed, the first started first: also their ids in Flink. */
  public Set<String> workers() {
    return Set.copyOf(workers.keySet());
  }

  private void startManager() throws Exception {
    FlinkProcess started = start(
        "jobmanager-" + all.size(),
        MANAGER,
        List.of(
            configuration(), "-Djobmanager.rpc.port=" + rpcPort, "-Drest.bind-port=" + restPort));
    manager = started;
    rpcPort = Await.answer("the JobManager's port", () -> started.logged(RPC));
    restPort = Await.answer("the port of the REST API", () -> started.logged(REST));
    rest = new FlinkRest(URI.create("http://localhost:" + restPort));
  }

  /** {@code kill -9} for the JobManager, which takes its jobs with it, and another one in its place. */
  public void replaceManager() throws Exception {
    manager().kill();
    startManager();
  }

  /** One TaskManager more; returns its name. */
  public String startWorker() throws IOException {
    String name = "taskmanager-" + all.size();
    FlinkProcess worker = start(
        name,
        WORKER,
        List.of(
            configuration(),
            "-Djobmanager.rpc.port=" + rpcPort,
            "-Dtaskmanager.resource-id=" + name));
    workers.put(name, worker);
    return name;
  }

  /** {@code kill -9} for the TaskManager that was started first. */
  public void killWorker() {
    killWorker(workers.keySet().iterator().next());
  }

  /** {@code kill -9} for a TaskManager. */
  public void killWorker(String name) {
    worker(name).kill();
    workers.remove(name);
  }

  /** Waits until the JobManager knows so many TaskManagers. */
  public void awaitWorkers(int count) throws Exception {
    Await.that(count + " TaskManagers", () -> rest().taskManagers() == count);
  }

  /** {@code flink run} with these arguments: the process, which ends when the job was submitted if it is to be detached. */
  public FlinkProcess flinkRun(List<String> arguments) throws IOException {
    List<String> run = new ArrayList<>(List.of("run", "-m", "localhost:" + restPort));
    run.addAll(arguments);
    return start("flink-run-" + all.size(), CLIENT, run);
  }

  private String configuration() {
    return "--configDir=" + setup.folder().resolve("conf");
  }

  private FlinkProcess start(String name, String mainClass, List<String> arguments)
      throws IOException {
    FlinkProcess process =
        FlinkProcess.start(setup.folder(), setup.classPath(), name, mainClass, arguments);
    all.add(process);
    return process;
  }

  /** The ends of all logs. */
  public List<String> lastLines() {
    return all.stream().map(FlinkProcess::lastLines).toList();
  }

  /** Kills all processes, and deletes jars and state; the logs and the configuration stay. */
  @Override
  public void close() throws IOException {
    for (FlinkProcess process : all) {
      process.kill();
    }
    ClusterFiles.deleteLarge(setup.folder());
  }
}
