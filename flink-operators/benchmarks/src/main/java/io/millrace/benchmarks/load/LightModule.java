package io.millrace.benchmarks.load;

import io.millrace.core.Parameters;
import io.millrace.core.task.ModuleRunner;
import io.millrace.core.task.StateType;
import io.millrace.core.task.StreamStream;
import io.millrace.core.task.TaskModule;
import io.millrace.tasks.StandardTasks;
import java.util.function.Consumer;

/**
 * A module that does next to nothing, so that what is around it is seen: it holds text back to the last blank, as one does
 * that looks at words.
 */
public final class LightModule {

  /**
   * What is held.
   *
   * @param text behind the last blank
   */
  public record Held(String text) {}

  private LightModule() {}

  /** Its runner; text goes in and the same text comes out. */
  public static ModuleRunner<String, String, String, String> runner() {
    return StandardTasks.TEXT_MASKING.runner(TaskModule.named("hold-to-blank", "1.0.0")
        .serves(StandardTasks.TEXT_MASKING, as -> as.streamStream(new ToTheLastBlank()))
        .build());
  }

  private static final class ToTheLastBlank implements StreamStream<String, Held, String> {
    @Override
    public StateType<Held> stateType() {
      return StateType.of(Held.class);
    }

    @Override
    public Held open(Parameters parameters) {
      return new Held("");
    }

    @Override
    public Held next(Held state, String element, Consumer<? super String> out) {
      int blank = element.lastIndexOf(' ');
      if (blank < 0) {
        return new Held(state.text().concat(element));
      }
      out.accept(state.text().concat(element.substring(0, blank + 1)));
      return new Held(element.substring(blank + 1));
    }

    @Override
    public void end(Held state, Consumer<? super String> out) {
      out.accept(state.text());
    }
  }
}
