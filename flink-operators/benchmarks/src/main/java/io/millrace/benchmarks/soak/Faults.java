package io.millrace.benchmarks.soak;

import io.millrace.broker.ThreeBrokers;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;

/** All ways to do harm to a soak. */
final class Faults {

  /** Records or requests at a time. */
  private static final int FEWEST = 5;

  private static final int SPREAD = 20;
  private static final int LONGEST_AWAY_MILLIS = 3_000;

  private final ProcessFaults processes;
  private final ThreeBrokers brokers;
  private final Load load;

  Faults(ProcessFaults processes, ThreeBrokers brokers, Load load) {
    this.processes = processes;
    this.brokers = brokers;
    this.load = load;
  }

  Fault of(FaultKind kind) {
    return switch (kind) {
      case KILL_TASK_MANAGER -> at(processes::killWorker);
      case KILL_JOB_MANAGER -> at(processes::killManager);
      case PAUSE_PROCESS -> at(processes::pause);
      case REFUSE_CHECKPOINTS -> at(processes::refuseCheckpoints);
      case RESTART_BROKER -> at(this::restartBroker);
      case POISON -> random -> load.order(Order.poison(count(random)));
      case DUPLICATES -> requests(Trouble.DUPLICATED);
      case REORDERING -> requests(Trouble.REORDERED);
      case GAPS -> requests(Trouble.GAP);
      case ABANDONED -> requests(Trouble.ABANDONED);
      case RETRIES -> requests(Trouble.RETRIED);
    };
  }

  /** Harm that is done when the call is over. */
  private interface AtOnce {
    boolean strike(Random random) throws Exception;
  }

  private static Fault at(AtOnce fault) {
    return random -> CompletableFuture.completedFuture(fault.strike(random));
  }

  private Fault requests(Trouble trouble) {
    return random -> load.order(Order.requests(trouble, count(random)));
  }

  private static int count(Random random) {
    return FEWEST + random.nextInt(SPREAD);
  }

  private boolean restartBroker(Random random) throws Exception {
    List<Integer> all = brokers.brokers().stream().sorted().toList();
    int broker = all.get(random.nextInt(all.size()));
    boolean[] away = new boolean[1];
    brokers.restart(broker, () -> {
      away[0] = !brokers.present().contains(broker);
      Thread.sleep(random.nextInt(LONGEST_AWAY_MILLIS));
    });
    for (String topic : SoakJob.topics()) {
      brokers.awaitInSync(topic);
    }
    return away[0];
  }
}
