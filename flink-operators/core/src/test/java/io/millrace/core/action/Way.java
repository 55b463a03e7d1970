package io.millrace.core.action;

import io.millrace.core.action.Counter.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Flow;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.provider.Arguments;

/** The two ways to run an application; the answers are the same. */
enum Way {
  BLOCKING {
    @Override
    Read read(Application application, Request request, StreamMode mode) {
      List<Object> items = new ArrayList<>();
      try {
        return new Read(items, blocking(application, request, mode, items), null);
      } catch (RuntimeException e) {
        return new Read(items, null, e);
      }
    }
  },
  NON_BLOCKING {
    @Override
    Read read(Application application, Request request, StreamMode mode) {
      Collecting collecting = new Collecting();
      try {
        if (mode == StreamMode.NONE) {
          Outcome outcome = application.runAsync(request).toCompletableFuture().join();
          return new Read(List.of(), outcome, null);
        }
        Execution execution = application.streamAsync(request, mode);
        execution.subscribe(collecting);
        collecting.over.join();
        Outcome outcome = execution.outcome().toCompletableFuture().join();
        return new Read(collecting.items, outcome, null);
      } catch (CompletionException e) {
        return new Read(collecting.items, null, e.getCause());
      }
    }
  };

  /** Names {@link #everyMode} for tests. */
  static final String EVERY_MODE = "io.millrace.core.action.Way#everyMode";

  /** Every shape of an action, run in every way. */
  static Stream<Arguments> everyMode() {
    return Arrays.stream(Shape.values())
        .flatMap(shape -> Arrays.stream(values()).map(way -> Arguments.of(shape, way)));
  }

  /** What a reader got. */
  record Read(
      List<Object> items,
      @Nullable Outcome outcome,
      @Nullable Throwable error) {

    Outcome get() {
      if (outcome == null) {
        throw new AssertionError("the run failed", error);
      }
      return outcome;
    }

    Throwable failure() {
      if (error == null) {
        throw new AssertionError("the run did not fail but ended as " + outcome);
      }
      return error;
    }
  }

  /** Reads a run to its end. */
  abstract Read read(Application application, Request request, StreamMode mode);

  private static Outcome blocking(
      Application application, Request request, StreamMode mode, List<Object> items) {
    if (mode == StreamMode.NONE) {
      return application.run(request);
    }
    if (mode == StreamMode.HALTED) {
      try (StreamingResult result = application.streamResult(request)) {
        result.forEach(items::add);
        return result.get();
      }
    }
    try (StreamingSteps steps = application.streamIterate(request)) {
      steps.forEachRemaining(step -> step.forEach(items::add));
      return steps.get();
    }
  }

  /** Asks for everything, and keeps the intermediate results. */
  static final class Collecting implements Flow.Subscriber<RunEvent> {
    final List<Object> items = new ArrayList<>();
    final CompletableFuture<Boolean> over = new CompletableFuture<>();

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
      subscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(RunEvent event) {
      if (event instanceof RunEvent.Item item) {
        items.add(item.item());
      }
    }

    @Override
    public void onError(Throwable cause) {
      over.completeExceptionally(cause);
    }

    @Override
    public void onComplete() {
      over.complete(true);
    }
  }
}
