package io.millrace.examples.backfill;

import io.millrace.core.Parameters;
import io.millrace.core.task.ModuleRunner;
import io.millrace.core.task.StateType;
import io.millrace.core.task.StateType.Both;
import io.millrace.core.task.StreamUnary;
import io.millrace.core.task.Task;
import io.millrace.core.task.TaskModule;
import io.millrace.examples.entities.TextModules;
import io.millrace.schemas.TokenClassificationResults;
import io.millrace.tasks.StandardTasks;

/**
 * A module made of the live job's two: a request has one answer with both parts, or none. With two operators side by side
 * the parts would have to be brought together again.
 */
final class Answering {

  /** A text, whole or in pieces, in; its answer out. */
  static final Task<String, String, Answer, Void> TASK = Task.named("stored-text")
      .input(String.class, String.class)
      .output(Answer.class, Void.class)
      .parameters(StandardTasks.THRESHOLD, StandardTasks.LABELS)
      .build();

  private Answering() {}

  static ModuleRunner<String, String, Answer, Void> runner() {
    return TASK.runner(module());
  }

  private static TaskModule module() {
    var entities = TextModules.entities();
    var masking = TextModules.masking();
    return TaskModule.named("stored-text", "1.0.0")
        .serves(
            TASK,
            as -> as.unaryUnary((text, parameters) -> new Answer(
                    entities.unaryUnary(text, parameters), masking.unaryUnary(text, parameters)))
                .streamUnary(beside(entities.streamUnary(), masking.streamUnary()))
                .reads(StandardTasks.THRESHOLD, StandardTasks.LABELS))
        .holds(() -> {
          entities.close();
          masking.close();
        })
        .build();
  }

  private static <E, M> StreamUnary<String, ?, Answer> beside(
      StreamUnary<String, E, TokenClassificationResults> entities,
      StreamUnary<String, M, String> masking) {
    return new Beside<>(entities, masking);
  }

  private record Beside<E, M>(
      StreamUnary<String, E, TokenClassificationResults> entities,
      StreamUnary<String, M, String> masking)
      implements StreamUnary<String, Both<E, M>, Answer> {

    @Override
    public StateType<Both<E, M>> stateType() {
      return StateType.pair(entities.stateType(), masking.stateType());
    }

    @Override
    public Both<E, M> open(Parameters parameters) {
      return new Both<>(entities.open(parameters), masking.open(parameters));
    }

    @Override
    public Both<E, M> next(Both<E, M> state, String piece) {
      return new Both<>(entities.next(state.first(), piece), masking.next(state.second(), piece));
    }

    @Override
    public Answer end(Both<E, M> state) {
      return new Answer(entities.end(state.first()), masking.end(state.second()));
    }
  }
}
