package io.millrace.testkit.action;

import io.millrace.core.action.State;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What one run came to.
 *
 * @param items the intermediate results, in their order
 * @param result the final result; null if there is none, for the run failed or was closed
 * @param state the state it left
 * @param failure what it failed with; null if it ended well
 */
public record ActionRan(
    List<Object> items,
    @Nullable Object result,
    State state,
    @Nullable RuntimeException failure) {

  /** Copies nothing: what is changed behind one's back is to be seen. */
  public ActionRan {
    items = Collections.unmodifiableList(items);
  }

  /** Whether it ended well. */
  public boolean isDone() {
    return failure == null;
  }

  /** What it failed with, or the cause that a failed step names; empty if it ended well. */
  public Optional<Throwable> cause() {
    if (failure == null) {
      return Optional.empty();
    }
    Throwable cause = failure.getCause();
    return Optional.of(cause == null ? failure : cause);
  }
}
