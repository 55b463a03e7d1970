package io.millrace.flink.async;

import java.io.Closeable;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The threads that wait for modules, so that the task's own need not: virtual ones from JDK 21 on, before that a pool of at
 * most so many. All are gone once this is closed, but one whose module heeds neither interrupt nor close.
 */
public final class Workers implements Closeable {

  private static final Logger LOG = LoggerFactory.getLogger(Workers.class);

  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration KEEP = Duration.ofSeconds(10);
  private static final int RELEASERS = 4;

  private final String name;
  private final ExecutorService reading;
  private final ExecutorService releasing;

  private Workers(String name, ExecutorService reading, ExecutorService releasing) {
    this.name = name;
    this.reading = reading;
    this.releasing = releasing;
  }

  /** The workers of one task of an operator; without virtual threads so many may read at a time. */
  public static Workers of(String operator, int mostReaders) {
    String name = "millrace-" + operator;
    return virtual(name + "-")
        .map(each -> new Workers(name, each, releasers(name)))
        .orElseGet(() -> pooled(name, mostReaders));
  }

  static Workers pooled(String name, int mostReaders) {
    return new Workers(name, pool(name + "-", mostReaders), releasers(name));
  }

  /** Never virtual: the threads that carry those may all be held by modules, in native code or by not waiting at all. */
  private static ExecutorService releasers(String name) {
    return pool(name + "-release-", RELEASERS);
  }

  private static ExecutorService pool(String prefix, int size) {
    ClassLoader loader = Thread.currentThread().getContextClassLoader();
    AtomicInteger count = new AtomicInteger();
    ThreadFactory threads = task -> {
      Thread thread = new Thread(task, prefix + count.incrementAndGet());
      thread.setDaemon(true);
      thread.setContextClassLoader(loader);
      return thread;
    };
    ThreadPoolExecutor pool = new ThreadPoolExecutor(
        size, size, KEEP.toSeconds(), TimeUnit.SECONDS, new LinkedBlockingQueue<>(), threads);
    pool.allowCoreThreadTimeOut(true);
    return pool;
  }

  /** Virtual threads, which the sources' Java 17 does not know: a virtual thread has its maker's context class loader. */
  private static Optional<ExecutorService> virtual(String prefix) {
    try {
      Object builder = Thread.class.getMethod("ofVirtual").invoke(null);
      Class<?> building = Class.forName("java.lang.Thread$Builder");
      Object named =
          building.getMethod("name", String.class, long.class).invoke(builder, prefix, 1L);
      ThreadFactory threads = (ThreadFactory) building.getMethod("factory").invoke(named);
      Method executor = Executors.class.getMethod("newThreadPerTaskExecutor", ThreadFactory.class);
      ClassLoader loader = Thread.currentThread().getContextClassLoader();
      ThreadFactory loading = task -> {
        Thread thread = threads.newThread(task);
        thread.setContextClassLoader(loader);
        return thread;
      };
      return Optional.of((ExecutorService) executor.invoke(null, loading));
    } catch (ReflectiveOperationException olderJdk) {
      return Optional.empty();
    }
  }

  /** Runs what may wait for as long as an answer takes. */
  public void read(Runnable task) {
    reading.execute(task);
  }

  /** Runs what releases something, even while all that read are waiting. Nobody hears of its failure. */
  void release(Runnable task) {
    try {
      releasing.execute(() -> {
        try {
          task.run();
        } catch (RuntimeException e) {
          LOG.debug("{}: a module failed to release an answer", name, e);
        }
      });
    } catch (RejectedExecutionException closed) {
      LOG.debug("{}: closed before an answer was released", name, closed);
    }
  }

  /** Waits until all is released, and interrupts what is still reading. */
  @Override
  public void close() {
    long end = System.nanoTime() + PATIENCE.toNanos();
    reading.shutdown();
    releasing.shutdown();
    boolean interrupted = Thread.interrupted();
    boolean ended = false;
    try {
      ended = awaitUntil(System.nanoTime() + PATIENCE.toNanos() / 2);
      reading.shutdownNow();
      releasing.shutdownNow();
      ended = ended || awaitUntil(end);
    } catch (InterruptedException e) {
      interrupted = true;
      reading.shutdownNow();
      releasing.shutdownNow();
    }
    if (!ended) {
      LOG.warn(
          "{}: a module is still busy with an answer that was cancelled; it is left alone", name);
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean awaitUntil(long end) throws InterruptedException {
    return releasing.awaitTermination(end - System.nanoTime(), TimeUnit.NANOSECONDS)
        && reading.awaitTermination(end - System.nanoTime(), TimeUnit.NANOSECONDS);
  }
}
