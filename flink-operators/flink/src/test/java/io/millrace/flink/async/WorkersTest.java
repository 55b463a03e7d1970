package io.millrace.flink.async;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class WorkersTest {

  /** As many as there are processors would be all that carry virtual threads. */
  @Test
  void somethingIsReleasedEvenIfAllReadersAreBusyAndDoNotWait() throws Exception {
    int readers = Runtime.getRuntime().availableProcessors();
    AtomicBoolean done = new AtomicBoolean();
    CountDownLatch busy = new CountDownLatch(readers);
    CountDownLatch released = new CountDownLatch(1);
    try (Workers workers = Workers.of("busy", readers)) {
      for (int i = 0; i < readers; i++) {
        workers.read(() -> {
          busy.countDown();
          while (!done.get()) {
            Thread.onSpinWait();
          }
        });
      }
      assertThat(busy.await(30, TimeUnit.SECONDS)).isTrue();
      workers.release(released::countDown);
      assertThat(released.await(30, TimeUnit.SECONDS)).isTrue();
      done.set(true);
    } finally {
      done.set(true);
    }
  }
}
