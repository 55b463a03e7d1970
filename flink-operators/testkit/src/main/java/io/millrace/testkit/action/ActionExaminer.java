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
  private final Verdict verdict;
  private final StateThen before;

  /**
   * Closing and failing are of single steps: a graph keeps what its steps before that did.
   *
   * @throws IllegalArgumentException if the state is none of the graph's, or has values that do not equal their copies
   */
  ActionExaminer(ActionTrial given, boolean single) {
    // As an application has it: a number that is widened there would not equal the one that was
    // given.
    this.trial = given.state(given.graph().admit(given.state()));
    this.single = single;
    this.verdict = new Verdict(single ? "action" : "graph", trial);
    this.before = new StateThen(trial.state());
  }

  void examine() {
    ActionRan ran = trial.run();
    verdict.unlessDone(ActionLaw.DECLARED, ran, "in a run");
    unlessKept(ActionLaw.STATE_IS_A_VALUE, "in a run");
    StateThen.requireComparable(ran.state());
    verdict.unlessSame(ActionLaw.REPEATABLE, ran, trial.run(), "in the same run again");
    examineUnheld(ran);
    verdict.unlessSame(ActionLaw.ONE_ANSWER, ran, trial.runAsync(), "in a run that does not block");
    verdict.unlessSame(
        ActionLaw.ONE_ANSWER,
        withoutItems(ran),
        trial.runWithoutItems(),
        "in a run without a reader");
    examineValues(ran);
    if (single) {
      new UndoneExaminer(trial, verdict, ran, this::unlessKept).examine();
    }
  }

  private static ActionRan withoutItems(ActionRan ran) {
    return new ActionRan(List.of(), ran.result(), ran.state(), null);
  }

  private void examineValues(ActionRan ran) {
    State again = reassembled(ran.state());
    verdict.unlessEqual(ActionLaw.VALUES, ran.state(), again, "of the state it left");
    ActionTrial from = trial.state(reassembled(trial.state()));
    verdict.unlessSame(ActionLaw.VALUES, ran, from.run(), "from a state put together again");
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

  private void examineUnheld(ActionRan ran) {
    List<Integer> hashes = new ArrayList<>();
    ActionRan unheld = trial.runUnheld(hashes::addAll);
    examineGiven(unheld.items(), hashes);
    verdict.unlessSame(
        ActionLaw.ONE_ANSWER, ran, unheld, "in a run that is not held back by its reader");
  }

  private void examineGiven(List<Object> items, List<Integer> hashes) {
    for (int item = 0; item < items.size(); item++) {
      if (items.get(item).hashCode() != hashes.get(item)) {
        throw verdict.broken(
            ActionLaw.GIVEN_IS_FINAL,
            "item " + item + " to stay as it was",
            "it changed into " + items.get(item),
            "in a run");
      }
    }
  }

  /** The very object that was given: the one an application holds is it, and equal to it however it was changed. */
  private void unlessKept(ActionLaw law, String where) {
    if (!before.isNow()) {
      throw verdict.broken(
          law,
          "the state that was given to stay as it was",
          "it changed into " + trial.state(),
          where);
    }
  }
}
