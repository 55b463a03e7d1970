package io.millrace.benchmarks.run;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The clock of what is measured. */
public final class Stretch {

  private static final OperatingSystemMXBean SYSTEM =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

  private final long since;
  private final long cpuSince;
  private final long unitsSince;

  private Stretch(long unitsSince) {
    this.since = System.nanoTime();
    this.cpuSince = SYSTEM.getProcessCpuTime();
    this.unitsSince = unitsSince;
  }

  /** One that starts now, so many units having gone by. */
  public static Stretch from(long units) {
    return new Stretch(units);
  }

  /** What was measured up to now, so many units having gone by. */
  public Lap upTo(long units) {
    return new Lap(
        (double) units - unitsSince,
        System.nanoTime() - since,
        SYSTEM.getProcessCpuTime() - cpuSince);
  }

  private boolean isAsLongAs(Duration time) {
    return System.nanoTime() - since >= time.toNanos();
  }

  /**
   * A stretch that starts when a warm-up is over and all that is to be under way is so, and is over itself after some time.
   */
  public static final class Timed {
    private final Effort.Span span;
    private final Stretch warming = from(0);
    private @Nullable Stretch measured;
    private @Nullable Lap lap;

    /** Starts to warm up. */
    public Timed(Effort.Span span) {
      this.span = span;
    }

    /** Looks at the clock, so many units having gone by. */
    public boolean isOver(long units) {
      return isOver(units, true);
    }

    /** The same; as long as it is not ready, it goes on to warm up. */
    boolean isOver(long units, boolean ready) {
      if (measured == null) {
        measured = ready && warming.isAsLongAs(span.warmUp()) ? from(units) : null;
        return false;
      }
      if (!measured.isAsLongAs(span.measured())) {
        return false;
      }
      lap = measured.upTo(units);
      return true;
    }

    /** What was measured. */
    public Lap lap() {
      if (lap == null) {
        throw new IllegalStateException("the stretch is not over");
      }
      return lap;
    }
  }
}
