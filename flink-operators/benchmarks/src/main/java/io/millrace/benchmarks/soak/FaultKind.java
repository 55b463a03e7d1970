package io.millrace.benchmarks.soak;

/** What goes wrong in a soak. Its name on the command line is in lower case and with dashes. */
enum FaultKind {
  KILL_TASK_MANAGER("kill -9 a TaskManager", "process dead, job restarted"),
  KILL_JOB_MANAGER("kill -9 the JobManager", "process dead, job restored from its last checkpoint"),
  RESTART_BROKER("restart a broker", "broker seen to be away"),
  PAUSE_PROCESS("SIGSTOP past the heartbeat", "given up by the others, job restarted"),
  REFUSE_CHECKPOINTS("checkpoint folder refuses writes", "a checkpoint begun meanwhile failed"),
  POISON("poison records", "written"),
  DUPLICATES("duplicates", "written twice"),
  REORDERING("reordering within the window", "written"),
  GAPS("gaps", "written"),
  ABANDONED("abandoned requests", "written"),
  RETRIES("retries under a higher attempt", "written");

  private final String words;
  private final String effect;

  FaultKind(String words, String effect) {
    this.words = words;
    this.effect = effect;
  }

  String words() {
    return words;
  }

  /** By what it is known to have taken effect. */
  String effect() {
    return effect;
  }
}
