package io.millrace.testkit.action;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Compares what runs came to, and says what is not kept.
 *
 * @param subject what is examined
 * @param trial from what it runs
 */
record Verdict(String subject, ActionTrial trial) {

  void unlessSame(ActionLaw law, ActionRan wanted, ActionRan got, String where) {
    unlessDone(law, got, where);
    unlessEqual(law, wanted.items(), got.items(), "items " + where);
    unlessEqual(law, wanted.result(), got.result(), "result " + where);
    unlessEqual(law, wanted.state(), got.state(), "state " + where);
  }

  void unlessDone(ActionLaw law, ActionRan got, String where) {
    if (!got.isDone()) {
      throw broken(law, "an end", "a thrown " + got.cause().orElseThrow(), where);
    }
  }

  void unlessEqual(ActionLaw law, @Nullable Object wanted, @Nullable Object got, String where) {
    if (!Objects.equals(wanted, got)) {
      throw broken(law, String.valueOf(wanted), String.valueOf(got), where);
    }
  }

  AssertionError broken(ActionLaw law, String wanted, String got, String where) {
    return new AssertionError(String.join(
        "\n  ",
        "the " + subject + " does not keep its promise: " + law,
        "wanted  " + wanted,
        "got     " + got,
        "where   " + where,
        "given   " + trial));
  }
}
