package io.millrace.benchmarks.run;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;

/** The clock of what is measured: it starts when the warm-up is over. */
public final class Stretch {

  private static final OperatingSystemMXBean SYSTEM =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

  private final long warmAt;
  private boolean started;
  private long from;
  private long cpuFrom;
  private long unitsFrom;
  private Lap lap = new Lap(0, 0, 0);

  private Stretch(long warmAt) {
    this.warmAt = warmAt;
  }

  /** One that starts after so long. */
  public static Stretch after(Duration warmUp) {
    return new Stretch(System.nanoTime() + warmUp.toNanos());
  }

  /** Looks at the clock, so many units having gone by since the beginning. */
  public boolean isOver(Effort.Span span, long units) {
    long now = System.nanoTime();
    if (!started && now >= warmAt) {
      started = true;
      from = now;
      cpuFrom = SYSTEM.getProcessCpuTime();
      unitsFrom = units;
      return false;
    }
    if (!started || now - from < span.measured().toNanos()) {
      return false;
    }
    lap = new Lap((double) units - unitsFrom, now - from, SYSTEM.getProcessCpuTime() - cpuFrom);
    return true;
  }

  /** What was measured. */
  public Lap lap() {
    return lap;
  }
}
