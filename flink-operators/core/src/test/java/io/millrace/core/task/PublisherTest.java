package io.millrace.core.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.core.Parameters;
import io.millrace.core.Status;
import io.millrace.core.StatusException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Flow;
import java.util.concurrent.SubmissionPublisher;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PublisherTest {

  private static final Task<String, Void, Void, String> ECHO = Task.named("echo")
      .input(String.class, Void.class)
      .output(Void.class, String.class)
      .build();

  private final List<String> signals = new ArrayList<>();

  @Test
  void elementsSentFromAnotherThreadAreReadInOrder() {
    var runner = runnerOf((input, parameters) -> subscriber -> {
      SubmissionPublisher<String> publisher = new SubmissionPublisher<>();
      publisher.subscribe(subscriber);
      new Thread(() -> {
            IntStream.range(0, 1_000).forEach(i -> publisher.submit(input + i));
            publisher.close();
          })
          .start();
    });

    assertThat(runner.unaryStream("n"))
        .containsExactlyElementsOf(
            IntStream.range(0, 1_000).mapToObj(i -> "n" + i).toList());
  }

  @Test
  void nothingIsAskedForBeforeItIsReadAndNoMoreThanIsRead() {
    var runner = runnerOf(counted("a", "b", "c"));

    Stream<String> stream = runner.unaryStream("x");
    assertThat(signals).isEmpty();
    Iterator<String> read = stream.iterator();
    assertThat(read.next()).isEqualTo("a");
    assertThat(signals).containsExactly("subscribed", "a");
    assertThat(read.next()).isEqualTo("b");
    assertThat(signals).containsExactly("subscribed", "a", "b");
  }

  @Test
  void closingTheStreamCancelsTheWork() {
    Stream<String> stream = runnerOf(counted("a", "b")).unaryStream("x");
    Iterator<String> read = stream.iterator();
    read.next();

    stream.close();

    assertThat(read.hasNext()).isFalse();
    assertThat(signals).containsExactly("subscribed", "a", "cancelled");
  }

  @Test
  void whatThePublisherFailedWithIsWhatTheReaderGets() {
    StatusException busy = StatusException.retryable(
        Status.Code.UNAVAILABLE.because("busy"), Duration.ofSeconds(3), null);
    var runner = runnerOf((input, parameters) -> subscriber -> {
      subscriber.onSubscribe(nothing());
      subscriber.onNext("a");
      subscriber.onError(busy);
    });

    Iterator<String> read = runner.unaryStream("x").iterator();

    assertThat(read.next()).isEqualTo("a");
    assertThatThrownBy(read::hasNext).isSameAs(busy);
    assertThat(busy.isRetryable()).isTrue();
    assertThat(busy.retryAfter()).contains(Duration.ofSeconds(3));
  }

  @Test
  void anErrorThatIsNoRuntimeExceptionBecomesTheStatusOfItsKind() {
    var runner = runnerOf((input, parameters) -> subscriber -> {
      subscriber.onSubscribe(nothing());
      subscriber.onError(new java.io.IOException("no route"));
    });

    assertThatThrownBy(() -> runner.unaryStream("x").toList())
        .isInstanceOf(StatusException.class)
        .hasMessage("UNKNOWN: java.io.IOException: no route");
  }

  @Test
  void theReaderThatIsInterruptedCancelsTheWork() {
    AtomicReference<Boolean> cancelled = new AtomicReference<>(false);
    var runner = runnerOf(
        (input, parameters) -> subscriber -> subscriber.onSubscribe(new Flow.Subscription() {
          @Override
          public void request(long n) {}

          @Override
          public void cancel() {
            cancelled.set(true);
          }
        }));

    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> runner.unaryStream("x").iterator().hasNext())
        .hasMessage("CANCELLED: the reader of the stream was interrupted")
        .hasCauseInstanceOf(InterruptedException.class);

    assertThat(Thread.interrupted()).isTrue();
    assertThat(cancelled).hasValue(true);
  }

  @Test
  void theRunnerGivesThePublisherItselfWithItsParametersChecked() {
    UnaryStream<String, String> flavor = runnerOf(counted("a")).unaryStream();

    assertThat(flavor).isInstanceOf(UnaryPublisher.class);
    assertThatThrownBy(
            () -> ((UnaryPublisher<String, String>) flavor).publish("x", Parameters.of("t", 1)))
        .hasMessage("INVALID_ARGUMENT: parameter 't' is not read by module 'echoing' for task"
            + " 'echo', which reads none");
    assertThatThrownBy(() -> flavor.run("x", Parameters.of("t", 1)))
        .hasMessage("INVALID_ARGUMENT: parameter 't' is not read by module 'echoing' for task"
            + " 'echo', which reads none");
  }

  @Test
  void aModuleIsDeterministicOnlyIfItSaysSo() {
    assertThat(runnerOf(counted()).deterministic()).isFalse();
    assertThat(ECHO.runner(TaskModule.named("echoing", "1.0.0")
                .serves(ECHO, as -> as.unaryStream(counted()).deterministic())
                .build())
            .deterministic())
        .isTrue();
  }

  private static ModuleRunner<String, Void, Void, String> runnerOf(
      UnaryPublisher<String, String> flavor) {
    return ECHO.runner(TaskModule.named("echoing", "1.0.0")
        .serves(ECHO, as -> as.unaryStream(flavor))
        .build());
  }

  /** Sends one element for each that is asked for, and tells what happens. */
  private UnaryPublisher<String, String> counted(String... elements) {
    return (input, parameters) -> subscriber -> {
      signals.add("subscribed");
      subscriber.onSubscribe(new Flow.Subscription() {
        private int next;

        @Override
        public void request(long n) {
          for (long i = 0; i < n && next < elements.length; i++) {
            signals.add(elements[next]);
            subscriber.onNext(elements[next++]);
          }
          if (next == elements.length) {
            subscriber.onComplete();
          }
        }

        @Override
        public void cancel() {
          signals.add("cancelled");
        }
      });
    };
  }

  private static Flow.Subscription nothing() {
    return new Flow.Subscription() {
      @Override
      public void request(long n) {}

      @Override
      public void cancel() {}
    };
  }
}
