package io.millrace.text;

import io.millrace.core.Parameters;
import io.millrace.core.task.ModuleRunner;
import io.millrace.core.task.StateType;
import io.millrace.core.task.StreamStream;
import io.millrace.core.task.TaskModule;
import io.millrace.schemas.TokenClassificationResults;
import io.millrace.schemas.TokenClassificationStreamResult;
import io.millrace.tasks.StandardTasks;
import java.util.List;
import java.util.function.Consumer;

/** A detector that at a text's end gives frames laid down beforehand, right or wrong. */
record FixedFrames(List<TokenClassificationStreamResult> frames)
    implements StreamStream<String, Parameters, TokenClassificationStreamResult> {

  FixedFrames(TokenClassificationStreamResult... frames) {
    this(List.of(frames));
  }

  ModuleRunner<String, String, TokenClassificationResults, TokenClassificationStreamResult>
      runner() {
    return StandardTasks.TOKEN_CLASSIFICATION.runner(TaskModule.named("fixed", "1.0.0")
        .serves(StandardTasks.TOKEN_CLASSIFICATION, as -> as.streamStream(this))
        .build());
  }

  @Override
  public StateType<Parameters> stateType() {
    return StateType.of(Parameters.class);
  }

  @Override
  public Parameters open(Parameters parameters) {
    return parameters;
  }

  @Override
  public Parameters next(
      Parameters state, String element, Consumer<? super TokenClassificationStreamResult> out) {
    return state;
  }

  @Override
  public void end(Parameters state, Consumer<? super TokenClassificationStreamResult> out) {
    frames.forEach(out);
  }
}
