package io.millrace.benchmarks.micro;

import io.millrace.benchmarks.run.Effort;
import io.millrace.benchmarks.run.Lap;
import java.util.regex.Pattern;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Has JMH measure one method, in JVMs of its own. */
public final class Jmh {

  private static final int ITERATIONS = 3;
  private static final long BRIEF_MILLIS = 100;

  private Jmh() {}

  /**
   * How long a call takes.
   *
   * @param units how many units a call works on
   */
  public static Lap measure(Effort effort, Class<?> benchmark, String method, double units)
      throws RunnerException {
    String name = Pattern.quote(benchmark.getName() + "." + method);
    TimeValue time = effort.brief()
        ? TimeValue.milliseconds(BRIEF_MILLIS)
        : TimeValue.milliseconds(effort.span().all().toMillis() / (2 * ITERATIONS));
    Options options = new OptionsBuilder()
        .include("^" + name + "$")
        .forks(effort.brief() ? 0 : effort.forks())
        .warmupIterations(effort.brief() ? 1 : ITERATIONS)
        .warmupTime(time)
        .measurementIterations(effort.brief() ? 1 : ITERATIONS)
        .measurementTime(time)
        .verbosity(VerboseMode.SILENT)
        .shouldFailOnError(true)
        .build();
    double nanos = new Runner(options).runSingle().getPrimaryResult().getScore();
    return Lap.ofWall(units, nanos);
  }
}
