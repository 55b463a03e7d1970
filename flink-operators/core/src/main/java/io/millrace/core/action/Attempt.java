package io.millrace.core.action;

import java.util.List;

/** One attempt at one step: its view of the state, its hooks in their order, each once. */
final class Attempt {

  private final Step step;
  private final Action<?, ?> action;
  private final Hooks hooks;
  private final Writes writes;
  private final Scope.Owner owner = new Scope.Owner();
  private boolean streaming;
  private boolean ended;
  private long items;

  Attempt(Step step, Action<?, ?> action, Hooks hooks) {
    this.step = step;
    this.action = action;
    this.hooks = hooks;
    this.writes = new Writes(step.action(), action);
  }

  Step step() {
    return step;
  }

  int attempts() {
    return action.retry().attempts();
  }

  boolean isEnded() {
    return ended;
  }

  void start() {
    hooks.stepStarted(step);
    if (step.streams()) {
      streaming = true;
      hooks.streamStarted(step);
    }
  }

  Move.Work work(State state, Inputs given) {
    Inputs inputs = action.resolve(step.action(), given);
    return Move.Work.of(action, writes.view(state, owner), inputs);
  }

  RunEvent.Item item(Object value) {
    if (!action.itemType().isInstance(value)) {
      throw new IllegalStateException("an intermediate result of action '" + step.action()
          + "' must be a " + action.itemType().getSimpleName() + " but was a "
          + Shown.value(value));
    }
    if (value instanceof BranchItem branched) {
      check(branched);
    }
    RunEvent.Item item = new RunEvent.Item(step, items++, value);
    if (streaming) {
      hooks.item(item);
    }
    return item;
  }

  private void check(BranchItem branched) {
    List<Class<?>> declared = action.branchItems();
    Object value = branched.value();
    if (!declared.isEmpty() && declared.stream().noneMatch(type -> type.isInstance(value))) {
      throw new IllegalStateException("an intermediate result of branch '" + branched.branch()
          + "' of action '" + step.action() + "' must be one of "
          + declared.stream().map(Class::getSimpleName).toList() + " but was a "
          + Shown.value(value));
    }
  }

  State commit(State before, Final<?> last) {
    return writes.commit(before, owner, last);
  }

  /** Both hooks of the end are called even if the first fails. */
  void end(StepEnd end) {
    if (ended) {
      return;
    }
    ended = true;
    try {
      if (streaming) {
        hooks.streamEnded(step, items);
      }
    } finally {
      hooks.stepEnded(step, end);
    }
  }
}
