package io.millrace.core.action;

import java.lang.System.Logger.Level;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The hooks of an application, called in the order given, and what becomes of their exceptions. Immutable. */
public final class Hooks {

  /** No hooks. */
  public static final Hooks NONE = of();

  private final List<Hook> hooks;
  private final boolean failing;
  private final Consumer<HookFailure> report;

  private Hooks(List<Hook> hooks, boolean failing, Consumer<HookFailure> report) {
    this.hooks = List.copyOf(hooks);
    this.failing = failing;
    this.report = report;
  }

  /** These, whose exceptions are logged as warnings. */
  public static Hooks of(Hook... hooks) {
    return new Hooks(
        List.of(hooks),
        false,
        failure -> System.getLogger(Hooks.class.getName())
            .log(Level.WARNING, failure.toString(), failure.error()));
  }

  /** An exception of one fails the step it is about, or the call; the others are still called. */
  public Hooks failing() {
    return new Hooks(hooks, true, report);
  }

  /** Exceptions are told to this in place of the log. */
  public Hooks reporting(Consumer<HookFailure> newReport) {
    return new Hooks(hooks, failing, newReport);
  }

  void callStarted(Call call) {
    each("callStarted", call.application(), hook -> hook.callStarted(call));
  }

  void stepStarted(Step step) {
    each("stepStarted", step.application(), hook -> hook.stepStarted(step));
  }

  void streamStarted(Step step) {
    each("streamStarted", step.application(), hook -> hook.streamStarted(step));
  }

  void item(RunEvent.Item item) {
    each("item", item.step().application(), hook -> hook.item(item));
  }

  void streamEnded(Step step, long items) {
    each("streamEnded", step.application(), hook -> hook.streamEnded(step, items));
  }

  void stepEnded(Step step, StepEnd end) {
    each("stepEnded", step.application(), hook -> hook.stepEnded(step, end));
  }

  void callEnded(Call call, CallEnd end) {
    each("callEnded", call.application(), hook -> hook.callEnded(call, end));
  }

  private void each(String event, String application, Consumer<Hook> call) {
    HookFailure first = null;
    for (Hook hook : hooks) {
      HookFailure failure = failure(hook, event, application, call);
      first = first == null ? failure : first;
    }
    if (failing && first != null) {
      throw new IllegalStateException(first.toString(), first.error());
    }
  }

  private @Nullable HookFailure failure(
      Hook hook, String event, String application, Consumer<Hook> call) {
    try {
      call.accept(hook);
      return null;
    } catch (RuntimeException e) {
      HookFailure failure = new HookFailure(hook, event, application, e);
      report.accept(failure);
      return failure;
    }
  }
}
