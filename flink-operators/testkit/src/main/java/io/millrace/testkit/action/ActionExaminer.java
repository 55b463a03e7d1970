package io.millrace.testkit.action;

import io.millrace.core.action.Field;
import io.millrace.core.action.State;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Checks one action, or graph, from one state. */
final class ActionExaminer {

  private final ActionTrial trial;
  private final boolean single;
  private final int before;

  /** Closing and failing are of single steps: a graph keeps what its steps before that did. */
  ActionExaminer(ActionTrial trial, boolean single) {
    this.trial = trial;
    this.single = single;
    this.before = trial.state().hashCode();
  }

  void examine() {
    List<Integer> hashes = new ArrayList<>();
    ActionRan ran = trial.run(item -> hashes.add(item.hashCode()));
    if (!ran.isDone()) {
      throw broken(
          ActionLaw.DECLARED, "an end", "a thrown " + ran.cause().orElseThrow(), "in a run");
    }
    examineGiven(ran.items(), hashes);
    unlessSame(ActionLaw.REPEATABLE, ran, trial.run(), "in the same run again");
    unlessSame(ActionLaw.ONE_ANSWER, ran, trial.runAsync(), "in a run that does not block");
    unlessSame(
        ActionLaw.ONE_ANSWER,
        withoutItems(ran),
        trial.runWithoutItems(),
        "in a run without a reader");
    examineValues(ran);
    if (single) {
      examineUndone(ran);
    }
  }

  private static ActionRan withoutItems(ActionRan ran) {
    return new ActionRan(List.of(), ran.result(), ran.state(), null);
  }

  private void examineValues(ActionRan ran) {
    State again = reassembled(ran.state());
    unlessEqual(ActionLaw.VALUES, ran.state(), again, "of the state it left");
    ActionTrial from = trial.state(reassembled(trial.state()));
    unlessSame(ActionLaw.VALUES, ran, from.run(), "from a state put together again");
  }

  private State reassembled(State state) {
    Map<String, Field<?>> fields = trial.graph().fields();
    State again = State.EMPTY;
    for (Map.Entry<String, Object> each : state.asMap().entrySet()) {
      again = with(again, Objects.requireNonNull(fields.get(each.getKey())), each.getValue());
    }
    return again;
  }

  private static <T> State with(State state, Field<T> field, Object value) {
    return state.update(field, field.type().admit("field '" + field.name() + "'", value));
  }

  /** A run is held at each item in turn, the first first, so that the fewest are found. */
  private void examineUndone(ActionRan ran) {
    State given = trial.state();
    for (int item = 0; item < ran.items().size(); item++) {
      State closed = trial.closedAfter(item).state();
      unlessEqual(ActionLaw.CLOSED, given, closed, "closed after " + item + " items");
      State failed = trial.failingAt(item).state();
      unlessEqual(ActionLaw.FAILED, given, failed, "failing at item " + item);
    }
  }

  private void examineGiven(List<Object> items, List<Integer> hashes) {
    for (int item = 0; item < items.size(); item++) {
      if (items.get(item).hashCode() != hashes.get(item)) {
        throw broken(
            ActionLaw.GIVEN_IS_FINAL,
            "item " + item + " to stay as it was",
            "it changed into " + items.get(item),
            "in a run");
      }
    }
    if (trial.state().hashCode() != before) {
      throw broken(
          ActionLaw.STATE_IS_A_VALUE,
          "the state that was given to stay as it was",
          "it changed into " + trial.state(),
          "in a run");
    }
  }

  private void unlessSame(ActionLaw law, ActionRan wanted, ActionRan got, String where) {
    if (!got.isDone()) {
      throw broken(law, "an end", "a thrown " + got.cause().orElseThrow(), where);
    }
    unlessEqual(law, wanted.items(), got.items(), "items " + where);
    if (!Objects.equals(wanted.result(), got.result())) {
      throw broken(
          law, String.valueOf(wanted.result()), String.valueOf(got.result()), "result " + where);
    }
    unlessEqual(law, wanted.state(), got.state(), "state " + where);
  }

  private void unlessEqual(ActionLaw law, Object wanted, Object got, String where) {
    if (!wanted.equals(got)) {
      throw broken(law, wanted.toString(), got.toString(), where);
    }
  }

  private AssertionError broken(ActionLaw law, String wanted, String got, String where) {
    return new AssertionError(String.join(
        "\n  ",
        (single ? "the action" : "the graph") + " does not keep its promise: " + law,
        "wanted  " + wanted,
        "got     " + got,
        "where   " + where,
        "given   " + trial));
  }
}
