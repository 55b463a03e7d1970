package io.millrace.examples.train;

import io.millrace.examples.actions.ActionCommand;
import io.millrace.flink.ActionSetup;
import picocli.CommandLine.Command;

/** Runs models that learn over topics. */
@Command(
    name = "train",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Trains logistic regressions on batches of examples as they come, sends on the metrics of each pass, and keeps the models, which can be asked.")
public final class TrainCommand extends ActionCommand {

  @Override
  public Integer call() throws Exception {
    return run(() -> ActionSetup.of(TrainGraph.graph()));
  }
}
