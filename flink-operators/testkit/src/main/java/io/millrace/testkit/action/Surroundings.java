package io.millrace.testkit.action;

import java.time.Duration;
import java.util.concurrent.Executor;

/**
 * What a trial's runs use.
 *
 * @param executor runs what blocks
 * @param patience how long the threads of a run that is over are waited for
 */
record Surroundings(Executor executor, Duration patience) {

  static final Surroundings DEFAULT =
      new Surroundings(StartedTasks::onThreadOfItsOwn, Duration.ofSeconds(10));

  Surroundings withPatience(Duration longest) {
    return new Surroundings(executor, longest);
  }
}
