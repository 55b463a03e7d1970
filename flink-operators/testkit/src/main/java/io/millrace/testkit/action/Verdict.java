package io.millrace.testkit.action;

import java.util.List;
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
      requireEquals(wanted, got, where);
      throw broken(law, String.valueOf(wanted), String.valueOf(got), where);
    }
  }

  /** What has no equals of its own differs, but does not show that a promise is not kept. */
  private static void requireEquals(@Nullable Object wanted, @Nullable Object got, String where) {
    if (wanted instanceof List<?> some && got instanceof List<?> others) {
      for (int i = 0; i < Math.min(some.size(), others.size()); i++) {
        requireEquals(some.get(i), others.get(i), where);
      }
    } else if (wanted != null
        && got != null
        && wanted != got
        && wanted.getClass() == got.getClass()
        && isComparedByIdentity(wanted.getClass())) {
      throw new IllegalArgumentException("what is compared must have an equals of its own but a "
          + wanted.getClass().getTypeName() + " has none: " + where);
    }
  }

  private static boolean isComparedByIdentity(Class<?> type) {
    try {
      return type.isArray()
          || type.getMethod("equals", Object.class).getDeclaringClass() == Object.class;
    } catch (NoSuchMethodException e) {
      throw new IllegalStateException(e);
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
