package io.millrace.benchmarks.soak;

import io.millrace.broker.ThreeBrokers;
import io.millrace.cluster.FlinkCluster;
import io.millrace.flink.DeadLetter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;

/**
 * Starts brokers, cluster, job and load, throws faults at them until enough have taken effect, and waits for what is left to
 * come.
 */
final class Soak {

  private static final int PARTITIONS = 3;
  private static final int WORKERS = 2;
  private static final int SLOTS = 2;

  private static final Duration HEARTBEAT = Duration.ofSeconds(6);
  private static final int SHORTEST_PAUSE_MILLIS = 500;
  private static final int PAUSE_SPREAD_MILLIS = 2_500;

  /** Without anything new for so long, what is left does not come. */
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private final SoakSettings settings;
  private final Consumer<String> progress;
  private final Random random;
  private final Ledgers ledgers = new Ledgers();
  private final List<Background> background = new ArrayList<>();
  private final List<Tried> tried = new ArrayList<>();
  private final List<String> complaints = new ArrayList<>();
  private final long began = System.nanoTime();
  private int restarts;

  private Soak(SoakSettings settings, Consumer<String> progress) {
    this.settings = settings;
    this.progress = progress;
    this.random = new Random(settings.seed());
  }

  /**
   * Soaks.
   *
   * @param folder for the logs, and for the state until it ends; must be there
   * @param progress takes a line for each fault
   */
  static Report run(SoakSettings settings, Path folder, Consumer<String> progress)
      throws Exception {
    Soak soak = new Soak(settings, progress);
    try (ThreeBrokers brokers = new ThreeBrokers()) {
      brokers.createTopics(SoakJob.topics(), PARTITIONS);
      String classPath = System.getProperty("java.class.path");
      var setup = new FlinkCluster.Setup(folder, classPath, SLOTS, clusterSettings());
      try (FlinkCluster cluster = FlinkCluster.start(setup, WORKERS)) {
        return soak.run(brokers, cluster);
      }
    }
  }

  /** The cluster's own. */
  private static Map<String, String> clusterSettings() {
    return Map.of(
        "heartbeat.interval", "1 s",
        "heartbeat.timeout", HEARTBEAT.toSeconds() + " s",
        "taskmanager.load-balance.mode", "SLOTS");
  }

  /** The job's: whoever submits it says them. */
  private Map<String, String> jobSettings(Path checkpoints) {
    Map<String, String> settled = new HashMap<>();
    settled.put("execution.checkpointing.dir", checkpoints.toUri().toString());
    settled.put("state.backend.type", settings.backend().setting());
    settled.put("execution.checkpointing.incremental", "true");
    settled.put("execution.checkpointing.interval", "1 s");
    settled.put("execution.checkpointing.timeout", "30 s");
    settled.put("execution.checkpointing.num-retained", "3");
    settled.put(
        "execution.checkpointing.externalized-checkpoint-retention", "RETAIN_ON_CANCELLATION");
    settled.put("execution.checkpointing.tolerable-failed-checkpoints", "1000000");
    // State in the folder and not in the metadata, so that a folder that refuses it is felt.
    settled.put("execution.checkpointing.data-inline-threshold", "0 b");
    settled.put("restart-strategy.type", "fixed-delay");
    settled.put("restart-strategy.fixed-delay.attempts", Integer.toString(Integer.MAX_VALUE));
    settled.put("restart-strategy.fixed-delay.delay", "200 ms");
    return settled;
  }

  private Report run(ThreeBrokers brokers, FlinkCluster cluster) throws Exception {
    SoakJob definition =
        new SoakJob(brokers.properties(), settings.limits(), jobSettings(cluster.checkpoints()));
    RunningJob job = new RunningJob(cluster, definition);
    Load load = Load.of(settings, brokers.properties(), ledgers);
    try {
      List<Background> readers = ledgers.read(brokers.properties());
      background.addAll(readers);
      Background writing = Background.start("load", load::run);
      background.add(writing);
      job.start();
      settings.backend().requireIs(job.backend());
      say("job, load and readers run");
      ProcessFaults processes = new ProcessFaults(cluster, job, HEARTBEAT);
      Faults faults = new Faults(processes, brokers, load);
      toItsEnd("the faults", () -> strike(faults, processes, job));
      writing.stop();
      toItsEnd("the load", writing::join);
      toItsEnd("the answers", this::awaitRest);
      toItsEnd("the count of restarts", () -> restarts = job.allRestarts());
      toItsEnd("the job", job::stop);
      toItsEnd("the topics", () -> readOut(readers));
      return report(brokers, load);
    } finally {
      for (Background each : background) {
        each.end();
      }
    }
  }

  /** What does not recover ends the soak, but not without its table. */
  private void toItsEnd(String what, Background.Step step) throws InterruptedException {
    try {
      step.run();
    } catch (InterruptedException e) {
      throw e;
    } catch (Exception e) { // of any kind: what the cluster, Kafka and REST throw
      complaints.add(what + " did not come to an end: " + e);
      progress.accept(DeadLetter.stackTraceOf(e));
    }
  }

  private void strike(Faults faults, ProcessFaults processes, RunningJob job) throws Exception {
    Schedule schedule = new Schedule(settings.kinds(), random);
    int effective = 0;
    int most = 2 * settings.faults() + 2;
    while (effective < settings.faults() && tried.size() < most) {
      Thread.sleep(SHORTEST_PAUSE_MILLIS + random.nextInt(PAUSE_SPREAD_MILLIS));
      FaultKind kind = schedule.next();
      long since = System.nanoTime();
      Tried fault = new Tried(kind, faults.of(kind).strike(new Random(random.nextLong())));
      tried.add(fault);
      boolean vain = fault.effect().isDone() && !fault.tookEffect();
      effective += vain ? 0 : 1;
      say("%d/%d %s%s, %,d ms"
          .formatted(
              effective,
              settings.faults(),
              kind.words(),
              vain ? " took no effect" : "",
              (System.nanoTime() - since) / 1_000_000));
      background.forEach(Background::requireWell);
      processes.repair();
    }
    job.awaitRunning();
  }

  /** Waits for what must still come, as long as anything does; requests that were abandoned take their time. */
  private void awaitRest() throws Exception {
    say("the load has ended; waiting for what is left");
    Duration patience = PATIENCE.plus(settings.idle());
    long left = ledgers.waiting();
    long since = System.nanoTime();
    while (left > 0 && System.nanoTime() - since < patience.toNanos()) {
      Thread.sleep(SHORTEST_PAUSE_MILLIS);
      background.forEach(Background::requireWell);
      long now = ledgers.waiting();
      since = now < left ? System.nanoTime() : since;
      left = now;
    }
  }

  /** Nobody writes any more: reads all topics to their ends, whether or not anything is missing. */
  private void readOut(List<Background> readers) throws Exception {
    say("the job has ended; reading to the ends of the topics");
    readers.forEach(Background::stop);
    for (Background reader : readers) {
      reader.join(PATIENCE);
    }
  }

  private Report report(ThreeBrokers brokers, Load load) throws Exception {
    Duration took = Duration.ofNanos(System.nanoTime() - began);
    complaints.addAll(ledgers.complaints());
    long records = Reading.records(brokers.properties(), SoakJob.ENTITIES)
        + Reading.records(brokers.properties(), SoakJob.MASKED);
    return new Report(
        settings,
        took,
        Tried.count(tried, true),
        Tried.count(tried, false),
        new Report.Input(load.requests(), load.distinct(), load.again(), load.poison()),
        records,
        restarts,
        ledgers.outputs(),
        ledgers.letters().tally(),
        complaints);
  }

  private void say(String what) {
    Duration sofar = Duration.ofNanos(System.nanoTime() - began);
    List<OutputLedger.Tally> outputs = ledgers.outputs();
    progress.accept("%s  %s; out %,d, duplicated %,d, wrong %,d, requests waiting %,d"
        .formatted(
            ReportTable.words(sofar),
            what,
            outputs.stream().mapToLong(OutputLedger.Tally::out).sum(),
            outputs.stream().mapToLong(OutputLedger.Tally::duplicated).sum(),
            outputs.stream().mapToLong(OutputLedger.Tally::wrong).sum(),
            outputs.stream().mapToLong(OutputLedger.Tally::waiting).max().orElse(0)));
  }
}
