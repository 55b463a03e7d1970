package io.millrace.flink;

import io.millrace.core.Parameters;
import io.millrace.core.task.Outcome;
import io.millrace.core.task.UnaryUnary;
import io.millrace.flink.Alarms.Alarm;
import io.millrace.flink.async.Reading;
import io.millrace.flink.async.Source;
import io.millrace.flink.async.Workers;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Answers that a module gives by the batch. Inputs are gathered by their parameters, for a batch has one set of them. All
 * but the module's own work happens on the task's thread.
 */
final class BatchSource<I, O> implements Source<I, O> {

  /** One input, and where its answer goes. */
  private record Item<I, O>(I input, Reading<?, O> into) {}

  private final class Batch {
    private final List<Item<I, O>> items = new ArrayList<>();
    private final Alarm lingered;

    Batch(Parameters parameters) {
      lingered = new Alarm(() -> go(parameters));
    }
  }

  private final UnaryUnary<I, O> flavor;
  private final BatchLimits limits;
  private final Workers workers;
  private final Alarms alarms;
  private final Map<Parameters, Batch> gathering = new HashMap<>();

  BatchSource(UnaryUnary<I, O> flavor, BatchLimits limits, Workers workers, Alarms alarms) {
    this.flavor = flavor;
    this.limits = limits;
    this.workers = workers;
    this.alarms = alarms;
  }

  @Override
  public void begin(I input, Parameters parameters, Reading<?, O> into) {
    Batch batch = gathering.computeIfAbsent(parameters, Batch::new);
    Item<I, O> item = new Item<>(input, into);
    batch.items.add(item);
    into.stoppedBy(() -> batch.items.remove(item));
    if (batch.items.size() >= limits.size()) {
      go(parameters);
    } else {
      alarms.setEarlier(batch.lingered, alarms.after(limits.linger().toMillis()));
    }
  }

  @Override
  public void flush() {
    List.copyOf(gathering.keySet()).forEach(this::go);
  }

  private void go(Parameters parameters) {
    Batch batch = Objects.requireNonNull(gathering.remove(parameters));
    alarms.clear(batch.lingered);
    List<Item<I, O>> items = List.copyOf(batch.items);
    // From here on the batch goes its way, and what becomes of an item is told by a worker.
    items.forEach(item -> item.into().stoppedBy(() -> {}));
    if (!items.isEmpty()) {
      workers.read(() -> answer(items, parameters));
    }
  }

  private void answer(List<Item<I, O>> items, Parameters parameters) {
    try {
      List<I> inputs = items.stream().map(Item::input).toList();
      List<Outcome<O>> outcomes = Outcome.each(inputs, flavor.runBatch(inputs, parameters));
      for (int i = 0; i < items.size(); i++) {
        answer(outcomes.get(i), items.get(i).into());
      }
    } catch (Throwable thrown) {
      items.forEach(item -> item.into().fail(thrown));
    }
  }

  private static <O> void answer(Outcome<O> outcome, Reading<?, O> into) {
    if (outcome instanceof Outcome.Failure<O> failure) {
      into.fail(failure.cause());
      return;
    }
    O output = outcome.get();
    if (output == null) {
      into.fail(new NullPointerException(NO_ELEMENT));
    } else {
      into.complete(output);
    }
  }
}
