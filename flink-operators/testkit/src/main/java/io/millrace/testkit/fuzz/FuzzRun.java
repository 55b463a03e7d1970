package io.millrace.testkit.fuzz;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** The loop, on a thread of its own, and who watches it. */
final class FuzzRun {

  /** Says whether an input is read or refused. */
  interface Verdict {
    boolean reads(byte[] input) throws Throwable;
  }

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  /** How much of a failing input its error shows. */
  private static final int SHOWN_BYTES = 4_096;

  private final String target;
  private final Mutations mutations;
  private final Verdict verdict;
  private final FuzzCaps caps;
  private final long inputs;

  private volatile long number;
  private volatile @Nullable AssertionError failed;
  private long read;
  private long slowestNanos;
  private long mostBytes;
  private long grownBytes;

  FuzzRun(String target, Mutations mutations, Verdict verdict, FuzzCaps caps, long inputs) {
    this.target = target;
    this.mutations = mutations;
    this.verdict = verdict;
    this.caps = caps;
    this.inputs = inputs;
  }

  FuzzReport report(long seed) {
    long start = System.nanoTime();
    Thread loop = new Thread(this::loop, "fuzz-" + target);
    loop.setDaemon(true);
    loop.start();
    watch(loop);
    AssertionError failure = failed;
    if (failure != null) {
      throw failure;
    }
    return new FuzzReport(
        target,
        seed,
        inputs,
        read,
        Duration.ofNanos(slowestNanos),
        mostBytes,
        grownBytes,
        Duration.ofNanos(System.nanoTime() - start));
  }

  /** Comes back when the loop has ended, or when it is stuck. */
  private void watch(Thread loop) {
    long before = -1;
    try {
      while (loop.isAlive() && number != before) {
        before = number;
        loop.join(caps.most().toMillis());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while " + target + " was fuzzed", e);
    }
    if (loop.isAlive()) {
      AssertionError stuck = failure(before, "hangs for " + caps.most(), null);
      stuck.setStackTrace(loop.getStackTrace());
      throw stuck;
    }
  }

  private void loop() {
    try {
      long warm = 0;
      for (long i = 0; i < inputs && failed == null; i++) {
        number = i;
        if (i == inputs / 10) {
          warm = held();
        }
        one(i);
      }
      grownBytes = Math.max(0, held() - warm);
      if (grownBytes > caps.grown()) {
        failed = new AssertionError(target + " must hold no more than " + caps.grown()
            + " bytes more after " + inputs + " inputs, but holds " + grownBytes);
      }
    } catch (Throwable bug) {
      failed = new AssertionError("the loop over " + target + " failed", bug);
    }
  }

  private void one(long at) {
    byte[] input = mutations.input(at);
    long bytes = THREADS.getCurrentThreadAllocatedBytes();
    long start = System.nanoTime();
    try {
      if (verdict.reads(input)) {
        read++;
      }
    } catch (Throwable thrown) {
      failed = failure(at, "throws " + thrown, thrown);
    }
    slowestNanos = Math.max(slowestNanos, System.nanoTime() - start);
    long allocated = THREADS.getCurrentThreadAllocatedBytes() - bytes;
    mostBytes = Math.max(mostBytes, allocated);
    if (allocated > caps.bytes()) {
      failed = failure(at, "allocates " + allocated + " bytes", null);
    }
  }

  private AssertionError failure(long at, String what, @Nullable Throwable cause) {
    byte[] input = mutations.input(at);
    String hex =
        HexFormat.of().formatHex(Arrays.copyOf(input, Math.min(input.length, SHOWN_BYTES)));
    return new AssertionError(
        target + " " + what + " at input " + at + ", of " + input.length + " bytes: " + hex, cause);
  }

  /** What is held after a collection, in bytes. */
  private static long held() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }
}
