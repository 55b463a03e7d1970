package io.millrace.testkit.action;

import io.millrace.core.action.Timer;
import java.time.Duration;
import java.util.concurrent.Executor;

/**
 * What a trial's runs use.
 *
 * @param executor runs what blocks
 * @param timer on which waits and time limits pass
 * @param patience how long the threads of a run that is over are waited for
 */
record Surroundings(Executor executor, Timer timer, Duration patience) {

  static final Surroundings DEFAULT =
      new Surroundings(StartedTasks::onThreadOfItsOwn, Timer.SYSTEM, Duration.ofSeconds(10));

  Surroundings withExecutor(Executor blocking) {
    return new Surroundings(blocking, timer, patience);
  }

  Surroundings withTimer(Timer waits) {
    return new Surroundings(executor, waits, patience);
  }

  Surroundings withPatience(Duration longest) {
    return new Surroundings(executor, timer, longest);
  }
}
