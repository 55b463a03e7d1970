package io.millrace.core.action;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A hook that writes down what it is told, and the applications that tell it. */
public final class Recorded implements Hook {

  /** What it is told of one step of {@link Counter}. */
  public static final List<String> OF_ONE_STEP = List.of(
      "call app",
      "step counter 0.0",
      "stream counter 0.0",
      "item 0",
      "item 1",
      "item 2",
      "item 3",
      "item 4",
      "item 5",
      "item 6",
      "item 7",
      "item 8",
      "item 9",
      "stream end 10",
      "step end 1",
      "call end HALTED_AFTER");

  public final List<String> told = Collections.synchronizedList(new ArrayList<>());
  public final List<StepEnd> ends = Collections.synchronizedList(new ArrayList<>());
  public final List<CallEnd> calls = Collections.synchronizedList(new ArrayList<>());

  /** One that tells this hook, of one action by the name of "counter", before its first request. */
  Application single(Action<?, ?> action) {
    return application(graphOf(action), Counter.NEW);
  }

  Application application(Graph graph, State state) {
    return Application.builder("app", graph).state(state).hooks(this).build();
  }

  /** A graph of one action. */
  public static Graph graphOf(Action<?, ?> action) {
    return Graph.builder()
        .action("counter", action)
        .fields(Counter.COUNT, Counter.TRACKER)
        .entry("counter")
        .build();
  }

  /** How often it was told what begins so. */
  public long count(String event) {
    return told.stream().filter(line -> line.startsWith(event)).count();
  }

  @Override
  public void callStarted(Call call) {
    told.add("call " + call.application());
  }

  @Override
  public void stepStarted(Step step) {
    told.add("step " + place(step));
  }

  @Override
  public void streamStarted(Step step) {
    told.add("stream " + place(step));
  }

  @Override
  public void item(RunEvent.Item item) {
    told.add("item " + item.index());
  }

  @Override
  public void streamEnded(Step step, long items) {
    told.add("stream end " + items);
  }

  @Override
  public void stepEnded(Step step, StepEnd end) {
    ends.add(end);
    told.add("step end " + (end.error() == null ? end.result() : end.error().getMessage()));
  }

  @Override
  public void callEnded(Call call, CallEnd end) {
    calls.add(end);
    told.add("call end "
        + (end.outcome() != null
            ? end.outcome().ending().name()
            : String.valueOf(end.error() == null ? null : end.error().getMessage())));
  }

  private static String place(Step step) {
    return step.action() + " " + step.sequence() + "." + step.attempt();
  }
}
